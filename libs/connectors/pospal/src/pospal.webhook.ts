import { createHash } from 'node:crypto';
import type { Account } from '#connectors-core/account.js';
import type {
  Acknowledgement,
  Reference,
  VerifiedDelivery,
  WebhookRequest,
} from '#connectors-core/connector.js';
import { deliveryText } from '#connectors-core/delivery-text.js';
import { guardJson } from '#connectors-core/json-guard.js';
import { LosslessNumber, parseLossless } from '#connectors-core/lossless-json.js';
import { readDocument } from '#connectors-core/read-wire.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { refusal } from '#domain/refusal.js';
import type { PospalConfig } from './pospal.config.js';
import { notification, orderNumber } from './pospal-push.schema.js';
import { isPushSignature } from './pospal.signer.js';

/** When and how long Pospal repeats is not documented; a repeat after this is one more harmless hint. */
export const KEY_LIFETIME_MS = 7 * 86_400_000;

/** One public client answers this, another an empty 200. */
export const ACKNOWLEDGEMENT: Acknowledgement = { status: 200, contentType: 'text/plain', body: 'SUCCESS' };

/** A hint that names more orders than this is not about orders; the listing finds them. */
const MOST_ORDERS = 200;

/** Commands seen that are about other things: a number in them is a ticket’s, a stock flow’s, a coupon’s. */
const NOT_ORDERS = /^(?:ticket|stockFlow|stockTaking|customer|couponCode|product)\./i;

/**
 * The signature is over the raw bytes, and nothing is read before it is right. It covers no time that we
 * could check (unit and repeats are undocumented): a replayed notification only has an order fetched again.
 * @throws WebhookRefusal
 */
export function verify(request: WebhookRequest, account: Account<PospalConfig>): VerifiedDelivery {
  const { rawBody, headers } = request;
  authenticate(rawBody, headers['data-signature'] ?? '', account.config);
  const key = keyOf(rawBody);
  return WebhookRefusal.inContent(
    () => ({ key, references: [] }),
    () => ({ key, ...readNotification(deliveryText(request), account) }),
  );
}

function readNotification(
  text: Buffer,
  account: Account<PospalConfig>,
): Pick<VerifiedDelivery, 'references' | 'notRead'> {
  guardJson(text);
  const { appId, cmd, body } = readDocument(notification, parseLossless(text));
  if (appId !== account.config.appId) {
    throw new WebhookRefusal('bad_signature', refusal('delivery_not_of_account', { fields: 'appId' }));
  }
  const references = NOT_ORDERS.test(cmd ?? '') ? [] : referencesIn(body);
  const notRead = references.length === 0 ? { notRead: cmd ?? 'no cmd' } : {};
  return { references, ...notRead };
}

function authenticate(rawBody: Buffer, signature: string, { appKey }: PospalConfig): void {
  if (signature === '')
    throw new WebhookRefusal('unsigned', refusal('delivery_not_signed', { parts: 'data-signature' }));
  if (!isPushSignature(signature, appKey, rawBody)) {
    throw new WebhookRefusal(
      'bad_signature',
      refusal('delivery_signature_wrong', { part: 'data-signature' }),
    );
  }
}

/**
 * The same bytes are the same sending: its own timestamps are inside. The same event sent again with
 * another timestamp is another hint, which does no harm; two events of one order never share a key
 * unless everything about them, their instant included, is the same.
 */
const keyOf = (rawBody: Buffer): string => createHash('sha256').update(rawBody).digest('hex');

function referencesIn(body: unknown): readonly Reference[] {
  const numbers = new Set<string>();
  collect(typeof body === 'string' ? parsed(body) : body, numbers);
  return numbers.size > MOST_ORDERS ? [] : [...numbers].map((vendorNo) => ({ vendorNo }));
}

/** What a signed notification says in another form than JSON is kept, and names nothing. */
function parsed(text: string): unknown {
  const bytes = Buffer.from(text);
  try {
    guardJson(bytes);
    return parseLossless(bytes);
  } catch (error) {
    if (error instanceof WebhookRefusal) return undefined;
    throw error;
  }
}

/** Every orderNo, orderno or order_no, however deep: the body's shape is undocumented. Its depth is bounded. */
function collect(value: unknown, numbers: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof LosslessNumber) return;
  for (const [name, member] of Object.entries(value)) {
    if (name.toLowerCase().replaceAll('_', '') !== 'orderno') {
      collect(member, numbers);
      continue;
    }
    const number = orderNumber.safeParse(member);
    if (number.success) numbers.add(number.data);
  }
}
