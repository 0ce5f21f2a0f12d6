import { z } from 'zod';
import { wireFlag, wireInteger, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { readInZone, writeInZone } from '#domain/business-time.js';
import { instantAt } from '#domain/instant.js';

/** One address for all methods; the method's name travels in `_mt`. */
export const GATEWAY_PATH = '/cloud.api';

/** The vendor's clock fields, whatever the server's zone. Inferred: no page names the zone. */
export const VENDOR_ZONE = 'Asia/Shanghai';

/** `_timestamp`: `yyyyMMddHHmmss` on the vendor's clock. */
export const compactTime = (at: Date): string => writeInZone(at, VENDOR_ZONE).replace(/\D/g, '');

/** As the gateway's own `systime`; 13 digits are the years 2001 to 2286. */
const EPOCH_MS = /^[1-9]\d{12}$/;

/** Undefined when the text is no time of the vendor's, or not of the years 2000 to 2100. */
export const instantOf = (text: string): Date | undefined =>
  EPOCH_MS.test(text) ? instantAt(Number(text)) : readInZone(text, VENDOR_ZONE);

/**
 * The gateway's answer (public response parameters of both pages). `code` is text on the pages and a number
 * in the vendor's SDKs. Some answers say a failure of the business beside it: top-level `isError`, `code`,
 * `message`. `data` is each method's own.
 */
const words = wireOptional(wireText).catch(null);
export const gatewayAnswer = z
  .object({
    stat: z.object({ code: wireInteger, codename: words }),
    result: words,
    isError: wireOptional(wireFlag).catch(null),
    code: words,
    message: words,
  })
  .transform(({ stat, result, isError, code, message }): GatewayAnswer => {
    const failed = stat.code === '0' && isError === true;
    return {
      code: failed ? businessCode(code) : stat.code,
      words: [stat.codename, result, message].filter((text) => text !== null).join(' '),
    };
  });

/** Never `0`: the business has said that it failed. */
function businessCode(code: string | null): string {
  return code !== null && code !== '0' && /^[\w.-]{1,40}$/.test(code) ? code : 'isError';
}

export interface GatewayAnswer {
  /** `0` is success. Digits, or another text where only the business said that it failed. */
  readonly code: string;
  /** The vendor's own words, as they came. */
  readonly words: string;
}

/** It becomes a header's value. */
const token = wireText.refine((text) => /^[\x21-\x7e]{1,4096}$/.test(text), { error: 'is no token' });

/**
 * `data` of mobileLogin (token, enterpriseId) and of ssoLogin, which adds a `result` of its own and when the
 * token ends, as public clients read them. That end is in milliseconds [inferred], or seconds: ten digits.
 */
export const loginAnswer = z.object({
  data: z.object({
    token,
    tokenExpirationTimestamp: wireOptional(wireInteger.transform(epochOf)).catch(null),
  }),
});

function epochOf(digits: string): Date | null {
  if (EPOCH_MS.test(digits)) return new Date(Number(digits));
  return /^[1-9]\d{9}$/.test(digits) ? new Date(Number(digits) * 1000) : null;
}

/** Why a login that is no error gave no token, where it says so: `data.result`. */
export const loginRefusal = z.object({ data: z.object({ result: wireText }) });
