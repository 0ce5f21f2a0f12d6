import { createHmac } from 'node:crypto';

export const SECRET_PREFIX = 'whsec_';

/**
 * The headers of one Standard Webhooks delivery (standardwebhooks.com): HMAC-SHA256 over
 * `id.timestamp.body` under the base64 key behind `whsec_`.
 * @param at epoch ms; the header carries seconds
 */
export function webhookHeaders(
  message: { readonly id: string; readonly body: string },
  secret: string,
  at: number,
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const mac = createHmac('sha256', key)
    .update(`${message.id}.${timestamp}.${message.body}`, 'utf8')
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
}
