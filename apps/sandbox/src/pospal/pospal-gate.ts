import type { IncomingHttpHeaders } from 'node:http';
import type { PospalQuota } from './pospal-quota.js';
import { PospalRefusal } from './pospal-refusal.js';
import { pospalSignature, pospalSignatureV2 } from './pospal-signature.js';
import type { PospalTill, PospalTills } from './pospal-tills.js';

/** A call as it came, before anything in it is believed. */
export interface RawCall {
  /** The family of paths that it was sent to. */
  readonly family: 1 | 2;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** Parsed by `readDigitJson`; undefined where the body was no JSON or not called so. */
  readonly body: unknown;
}

/** Callers of the second family may leave it to the header. */
export const appIdIn = (call: RawCall): unknown =>
  (Object(call.body) as { appId?: unknown }).appId ?? (call.family === 2 ? call.headers['appid'] : undefined);

const headerOf = ({ headers }: RawCall, name: string): string => {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
};

/**
 * Epoch seconds or milliseconds, or a clock's text, with a zone or without: clients send all of these. How old it may
 * be is unknown, so it is not asked.
 */
const TIME_STAMP = /^(?:\d{10,13}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?: (?:[A-Z]{2,5}|[+-]\d{4}))*$/;

/** Decides, in a fixed order, whether a till takes a call at all. */
export class PospalGate {
  constructor(
    private readonly tills: PospalTills,
    private readonly quota: PospalQuota,
  ) {}

  /** @throws PospalRefusal */
  admit(call: RawCall): PospalTill {
    const { body } = call;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new PospalRefusal('notJson');
    if (!TIME_STAMP.test(headerOf(call, 'time-stamp'))) throw new PospalRefusal('badTimeStamp');
    const till = this.tillOf(appIdIn(call));
    if (till.signatureVersion !== call.family) throw new PospalRefusal('wrongVersion');
    checkSignature(call, till);
    return till;
  }

  /**
   * Counts the call, whatever comes of it. @throws PospalRefusal when the till's calls of the day are used up
   * @param always how much of the quota is left may be asked when nothing is
   */
  count(till: PospalTill, always: boolean): void {
    if (always) this.quota.note(till);
    else this.quota.count(till);
  }

  /** A call that failed before it was looked at: it counts as well. */
  countFailed(appId: string): void {
    const till = this.tills.get(appId);
    if (till !== undefined) this.quota.note(till);
  }

  private tillOf(appId: unknown): PospalTill {
    if (appId === undefined) throw new PospalRefusal('missingField', 'appId');
    if (typeof appId !== 'string') throw new PospalRefusal('badField', 'appId must be text');
    const till = this.tills.get(appId);
    if (till === undefined) throw new PospalRefusal('unknownAppId');
    return till;
  }
}

/** Upper case only, as the page writes it: a caller that sends lower case is found out. */
function checkSignature(call: RawCall, { appId, appKey, signatureVersion }: PospalTill): void {
  if (signatureVersion === 1) {
    if (headerOf(call, 'data-signature') !== pospalSignature(appKey, call.bytes)) {
      throw new PospalRefusal('badSignature', 'data-signature');
    }
    return;
  }
  if (headerOf(call, 'appid') !== appId) throw new PospalRefusal('badSignature', 'header appId');
  const expected = pospalSignatureV2(appId, appKey, headerOf(call, 'time-stamp'), call.bytes);
  if (headerOf(call, 'data-signature-v3') !== expected) {
    throw new PospalRefusal('badSignature', 'data-signature-v3');
  }
}
