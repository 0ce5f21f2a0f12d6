import type { Account } from '#connectors-core/account.js';
import type { Acknowledgement, VerifiedDelivery, WebhookRequest } from '#connectors-core/connector.js';
import { guardJson } from '#connectors-core/json-guard.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import type { StorefrontConfig } from './storefront.config.js';
import { readOrderDocument } from './storefront.schema.js';
import { isSigned } from './storefront.signer.js';

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
 * The document states the order by itself, so it names nothing to fetch.
 * @throws WebhookRefusal
 */
export function verify(
  request: WebhookRequest,
  account: Account<Pick<StorefrontConfig, 'secrets'>>,
): VerifiedDelivery {
  const key = verifySignature(request, account.config.secrets);
  guardJson(request.rawBody);
  const read = readOrderDocument(JSON.parse(request.rawBody.toString('utf8')));
  if (!read.ok)
    throw new WebhookRefusal('invalid_document', 'the order document has faulty fields', read.faults);
  return { key, references: [] };
}

/**
 * The id is the idempotency key: the scheme says that it names the event and stays the same in every
 * attempt to send it. Its alphabet and length are bounded because it is stored and indexed.
 */
const ID = /^[\w.:-]{1,128}$/;
const SECONDS = /^\d{1,12}$/;

function verifySignature(
  { headers, rawBody, receivedAt }: WebhookRequest,
  secrets: readonly string[],
): string {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    throw new WebhookRefusal('unsigned', 'webhook-id, webhook-timestamp and webhook-signature are required');
  }
  const wellFormed = ID.test(id) && SECONDS.test(timestamp);
  if (!wellFormed || !isSigned(signatures, { id, timestamp, body: rawBody }, secrets)) {
    throw new WebhookRefusal('bad_signature', 'no signature in webhook-signature is right for this body');
  }
  if (Math.abs(Number(timestamp) * 1000 - receivedAt.getTime()) > TOLERANCE_MS) {
    throw new WebhookRefusal('stale', 'webhook-timestamp is more than 5 minutes from now');
  }
  return id;
}
