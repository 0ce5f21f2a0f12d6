import { isUtf8 } from 'node:buffer';
import type { Account } from '#connectors-core/account.js';
import type { Acknowledgement, VerifiedDelivery, WebhookRequest } from '#connectors-core/connector.js';
import { declaredCharset, deliveryText } from '#connectors-core/delivery-text.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import type { StorefrontConfig } from './storefront.config.js';
import { acceptedNumber, numberIn } from './storefront.reader.js';
import { isSigned, keysOf } from './storefront.signer.js';

/** Standard Webhooks' own tolerance. */
const TOLERANCE_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** Longer than any sender's retries: a shop that sends one id again after a month means a new event. */
export const KEY_LIFETIME_MS = 30 * DAY_MS;

export const ACKNOWLEDGEMENT: Acknowledgement = {
  status: 200,
  contentType: 'application/json',
  body: '{"received":true}',
};

/**
 * Signature over the raw bytes, then freshness, then a hardened parse and the document's schema.
 * The document states the order by itself: the number that it names is for people, nothing is fetched.
 * @throws WebhookRefusal
 */
export function verify(
  request: WebhookRequest,
  account: Account<Pick<StorefrontConfig, 'secrets'>>,
): VerifiedDelivery {
  const key = verifySignature(request, keysIn(account.config.secrets));
  const charset = declaredCharset(request);
  const said = (orderNo: string | undefined): VerifiedDelivery => ({
    key,
    references: orderNo === undefined ? [] : [{ vendorNo: orderNo }],
    ...(charset === undefined ? {} : { charset }),
  });
  return WebhookRefusal.inContent(
    () => said(numberIn(readable(request))),
    () => said(acceptedNumber(deliveryText(request))),
  );
}

/** The bytes as they came where the charset does not fit them. */
function readable(request: WebhookRequest): Buffer {
  try {
    return deliveryText(request);
  } catch {
    return request.rawBody;
  }
}

/**
 * The id is the idempotency key: the scheme says that it names the event and stays the same in every attempt to send
 * it. Whatever can be printed may stand in it; its length is bounded because it is stored and indexed.
 */
const ID = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,256}$/u;
/** The first second of the year 5138 has twelve digits; milliseconds have had as many since 1973. */
const SECONDS = /^\d{1,11}$/;
const MORE_THAN_SECONDS = /^\d{12,}$/;
const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const ASCII = /^[\x20-\x7e]*$/;

/** @returns the id */
function verifySignature({ headers, rawBody, receivedAt }: WebhookRequest, keys: readonly Buffer[]): string {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    throw new WebhookRefusal('unsigned', refusal('delivery_not_signed', { parts: HEADERS.join(', ') }));
  }
  const readings = idReadings(id);
  if (!SECONDS.test(timestamp)) throw new WebhookRefusal('bad_timestamp', timestampFault(timestamp));
  const reading = readings.find(({ signed }) =>
    isSigned(signatures, { id: signed, timestamp, body: rawBody }, keys),
  );
  if (reading === undefined) {
    throw new WebhookRefusal(
      'bad_signature',
      refusal('delivery_signature_wrong', { part: 'webhook-signature' }),
    );
  }
  if (Math.abs(Number(timestamp) * 1000 - receivedAt.getTime()) > TOLERANCE_MS) {
    throw new WebhookRefusal(
      'stale',
      refusal('delivery_time_far_off', { part: 'webhook-timestamp', minutes: TOLERANCE_MS / 60_000 }),
    );
  }
  return reading.text;
}

const timestampFault = (timestamp: string): Refusal =>
  refusal(MORE_THAN_SECONDS.test(timestamp) ? 'delivery_time_in_milliseconds' : 'delivery_time_no_seconds', {
    part: 'webhook-timestamp',
  });

interface IdReading {
  readonly text: string;
  /** What the sender has signed of it. */
  readonly signed: string | Buffer;
}

/**
 * A header has bytes, and Node gives each as one character. Beyond ASCII a sender may have written its id in UTF-8 or
 * in Latin 1, and signed it as it wrote it, or in UTF-8 as most libraries do: the signature tells which it was.
 * @throws WebhookRefusal when it can be read in no way
 */
function idReadings(header: string): readonly IdReading[] {
  const wire = Buffer.from(header, 'latin1');
  const readings: readonly IdReading[] = ASCII.test(header)
    ? [{ text: header, signed: header }]
    : [
        { text: isUtf8(wire) ? wire.toString('utf8') : header, signed: wire },
        { text: header, signed: header },
      ];
  const readable = readings.filter(({ text }) => ID.test(text));
  if (readable.length > 0) return readable;
  throw new WebhookRefusal('bad_id', refusal('delivery_id_unreadable', { header: 'webhook-id', most: 256 }));
}

const keyring = new WeakMap<readonly string[], readonly Buffer[]>();

/** Read once an account's settings: this is asked for every delivery. */
function keysIn(secrets: readonly string[]): readonly Buffer[] {
  const known = keyring.get(secrets) ?? secrets.flatMap(keysOf);
  keyring.set(secrets, known);
  return known;
}
