import type { Account } from '#connectors-core/account.js';
import type {
  Acknowledgement,
  Reference,
  VerifiedDelivery,
  WebhookRequest,
} from '#connectors-core/connector.js';
import { deliveryText } from '#connectors-core/delivery-text.js';
import { guardJson } from '#connectors-core/json-guard.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { readDocument } from '#connectors-core/read-wire.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { fault, refusal } from '#domain/refusal.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { isToken } from './zhimai.signer.js';
import { notification, notifiedOrder, readParams } from './zhimai-push.schema.js';
import type { Notification } from './zhimai-push.schema.js';

const HOUR_MS = 3_600_000;
/** Clocks that differ. */
const MOST_AHEAD_MS = 10 * 60_000;
/**
 * What could not be delivered while we were away comes again later, with its own token and timestamp; the order is
 * fetched in any case, so an old hint does no harm.
 */
const MOST_AGE_MS = 24 * HOUR_MS;

/** Longer than a notification is taken, so the same one taken twice always meets its key. */
export const KEY_LIFETIME_MS = 48 * HOUR_MS;

/** Not documented; the shape of the vendor's own success answer. */
export const ACKNOWLEDGEMENT: Acknowledgement = {
  status: 200,
  contentType: 'application/json',
  body: '{"status":true,"code":0,"message":"success"}',
};

/**
 * The signature lies inside the body, so a hardened and bounded parse comes first; nothing is done with
 * the result before the token, the account and the freshness are right. The token does not cover the
 * order number: a notification is a hint, and the order is always fetched.
 * @throws WebhookRefusal
 */
export function verify(request: WebhookRequest, account: Account<ZhimaiConfig>): VerifiedDelivery {
  const text = deliveryText(request);
  guardJson(text);
  const notice = readDocument(notification, parseLossless(text));
  const key = authenticate(notice, account.config, request.receivedAt);
  return WebhookRefusal.inContent(
    () => ({ key, references: [] }),
    () => ({ key, references: [orderIn(notice)] }),
  );
}

function orderIn({ params }: Notification): Reference {
  const { orderNo, bizType } = readDocument(notifiedOrder, { params: readParams(params) }).params;
  return { vendorNo: orderNo, ...(bizType === null ? {} : { params: { bizType } }) };
}

function authenticate(notice: Notification, config: ZhimaiConfig, receivedAt: Date): string | null {
  const foreign = differs(notice.openId, config.openId) || differs(notice.grantCode, config.grantCode);
  if (foreign)
    throw new WebhookRefusal(
      'bad_signature',
      refusal('delivery_not_of_account', { fields: 'openId, grantCode' }),
    );
  if (notice.token === null && config.pushAuth === 'path') return null;
  const { token, nonce, timestamp } = signedMembers(notice);
  const { openId, grantCode, openKey, signAction } = config;
  const action = signAction && notice.action !== null ? { action: notice.action } : {};
  if (!isToken(token, { openId, grantCode, nonce, timestamp, ...action }, openKey)) {
    throw new WebhookRefusal('bad_signature', refusal('delivery_signature_wrong', { part: 'token' }));
  }
  if (!isFresh(timestamp, receivedAt)) {
    throw new WebhookRefusal(
      'stale',
      refusal('delivery_time_outside', {
        part: 'timestamp',
        hours: MOST_AGE_MS / 3_600_000,
        minutes: MOST_AHEAD_MS / 60_000,
      }),
    );
  }
  return keyOf(nonce, timestamp);
}

const differs = (given: string | null, expected: string): boolean => given !== null && given !== expected;

/** Everything that the token is made of must have been sent: defaults would sign what nobody said. */
function signedMembers(notice: Notification): { token: string; nonce: string; timestamp: string } {
  const { openId, grantCode, token, nonce, timestamp } = notice;
  if (openId !== null && grantCode !== null && token !== null && nonce !== null && timestamp !== null) {
    return { token, nonce, timestamp };
  }
  const missing = Object.entries({ openId, grantCode, token, nonce, timestamp })
    .filter(([, value]) => value === null)
    .map(([field]) => field);
  const faults = missing.map((field) => fault(field, 'is_missing'));
  throw new WebhookRefusal('unsigned', refusal('delivery_not_signed', { parts: missing.join(', ') }), faults);
}

function isFresh(timestamp: string, receivedAt: Date): boolean {
  const ageMs = receivedAt.getTime() - Number(timestamp) * 1000;
  return /^\d{10}$/.test(timestamp) && ageMs <= MOST_AGE_MS && ageMs >= -MOST_AHEAD_MS;
}

/**
 * A token is made for one nonce and one second; both together name one sending. The token itself is no
 * part: either casing of it is right for the same sending. The timestamp is ten digits, so whatever a
 * nonce holds, two different pairs give two keys.
 */
const keyOf = (nonce: string, timestamp: string): string => `${nonce}|${timestamp}`;
