import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { wireInteger, wireOptional, wireText } from '#connectors-core/wire-schema.js';

/** One address for all methods; the method's name travels in `_mt`. */
export const GATEWAY_PATH = '/cloud.api';

/** The vendor's clock fields, whatever the server's zone. Inferred: no page names the zone. */
export const VENDOR_ZONE = 'Asia/Shanghai';

/** `yyyy-MM-dd HH:mm:ss` on the clock of the zone. */
export function dateTime(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** `_timestamp`: `yyyyMMddHHmmss` on the vendor's clock. */
export const compactTime = (at: Date): string => dateTime(at, VENDOR_ZONE).replace(/\D/g, '');

/**
 * The gateway's answer (page of `open.ovopark.pos.reportSalesHourly`, public response parameters).
 * `code` is text on the page and a number in the vendor's SDKs. `data` is not described and not read.
 */
const words = wireOptional(wireText).catch(null);
const answer = z.object({ stat: z.object({ code: wireInteger, codename: words }), result: words });

export interface GatewayAnswer {
  readonly code: string;
  /** The vendor's own words, as they came. */
  readonly words: string;
}

/** Null when the bytes are not the gateway's answer: a proxy's page, a cut body, another shape. */
export function readAnswer(body: Buffer): GatewayAnswer | null {
  const read = answer.safeParse(jsonOrNull(body));
  if (!read.success) return null;
  const { stat, result } = read.data;
  return { code: stat.code, words: [stat.codename, result].filter((text) => text !== null).join(' ') };
}

function jsonOrNull(body: Buffer): unknown {
  try {
    return parseLossless(body);
  } catch {
    return null;
  }
}
