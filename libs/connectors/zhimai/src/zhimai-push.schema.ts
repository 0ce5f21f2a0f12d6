import { z } from 'zod';
import { guardJson } from '#connectors-core/json-guard.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { wireInteger, wireOptional, wireText } from '#connectors-core/wire-schema.js';

/** The longest nonce and order number that are taken: both are stored and indexed. */
const LONGEST = 64;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** `OpenId` and `openId` are one name here; an object with both would mean two things, so it is refused. */
const inCamel = (value: unknown, context: z.RefinementCtx): unknown => {
  if (!isObject(value)) return value;
  const renamed = Object.entries(value).map(([name, member]): [string, unknown] => [
    lowerFirst(name),
    member,
  ]);
  const twice = renamed.find(([name], index) => renamed.findIndex(([other]) => other === name) !== index);
  if (twice) context.addIssue({ code: 'custom', path: [twice[0]], message: 'is given in two spellings' });
  return Object.fromEntries(renamed);
};

/** Control characters and halves of surrogate pairs cannot be stored, and no real number has them. */
const STORABLE = /^[^\p{Cc}\p{Cs}]+$/u;

const text = wireText
  .refine((value) => value.length <= LONGEST, `is longer than ${LONGEST.toString()}`)
  .refine((value) => STORABLE.test(value), 'holds control characters');

/**
 * A notification. The vendor documents only that `params.orderNo` is there; the other members are
 * taken by analogy with the request's envelope, in lower-camel or Pascal case.
 */
export const notification = z.preprocess(
  inCamel,
  z.object({
    openId: wireOptional(wireText),
    grantCode: wireOptional(wireText),
    nonce: wireOptional(text),
    timestamp: wireOptional(wireText),
    token: wireOptional(wireText),
    action: wireOptional(wireText),
    params: z.unknown().optional(),
  }),
);

export type Notification = z.output<typeof notification>;

/** Unknown kinds are passed on; only what could not be one is refused. */
const bizType = wireInteger.refine((value) => /^\d{1,9}$/.test(value), 'is not a business type');

/** What a notification names. Numbers are taken digit by digit. */
export const notifiedOrder = z.object({
  params: z.preprocess(inCamel, z.object({ orderNo: text, bizType: wireOptional(bizType) })),
});

/**
 * The `params` member: an object, or JSON text of one, which gets the same hardened look as the body.
 * @throws WebhookRefusal
 */
export function readParams(params: unknown): unknown {
  if (typeof params !== 'string') return params ?? {};
  const bytes = Buffer.from(params);
  guardJson(bytes);
  return parseLossless(bytes);
}
