import { z } from 'zod';
import { wireDecimal, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { readInZone, writeInZone } from '#domain/business-time.js';

/** The vendor's clock for all its texts of time, whatever the server's zone. Inferred: no page names the zone. */
export const VENDOR_ZONE = 'Asia/Shanghai';

/** `yyyy-MM-dd HH:mm:ss` on the vendor's clock; parts of a second are cut off. */
export const toVendorTime = (at: Date): string => writeInZone(at, VENDOR_ZONE);

/** A time that must be there. */
export const time = wireText.transform((value, context): Date => {
  const at = readInZone(value, VENDOR_ZONE);
  if (at !== undefined) return at;
  context.addIssue({
    code: 'custom',
    message: 'is not a time (yyyy-MM-dd HH:mm:ss) of the years 2000 to 2100',
  });
  return z.NEVER;
});

/** PostgreSQL stores neither NUL nor half a surrogate pair; one such character must not hold up an order. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
export const text = wireOptional(wireText).transform((value) => value?.replace(UNSTORABLE, '\uFFFD') ?? null);

/** Yuan as decimal text, as written [inferred from the samples: 12.5]. */
export const yuan = wireOptional(wireDecimal);

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An object whose names are read whatever their case: the page that we have has lost the case of all
 * names, and clients disagree about `orderCreateDateTime`. The first of two spellings counts.
 */
export function anyCase<S extends z.ZodRawShape>(shape: S) {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  const respell = (value: unknown): unknown => {
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, member]): [string, unknown] => [
      names.get(name.toLowerCase()) ?? name,
      member,
    ]);
    return Object.fromEntries(entries.reverse());
  };
  return z.preprocess(respell, z.object(shape));
}

/** One message or many; what is no text is passed over, for it is only shown. */
const messages = z
  .union([z.array(z.unknown()), z.unknown().transform((value) => [value])])
  .transform((list) => list.filter((value): value is string => typeof value === 'string'));

/** Every answer (page: `status` in whatever case). `data` is read on its own once the status says success. */
export const envelope = anyCase({
  status: wireText
    .transform((value) => value.toLowerCase())
    .pipe(z.enum(['success', 'error'], { error: 'is neither success nor error' })),
  messages: messages.optional(),
  errorCode: wireOptional(wireText).catch(null),
  data: z.unknown().optional(),
});
