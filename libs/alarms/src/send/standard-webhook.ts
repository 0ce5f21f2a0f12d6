import { createHmac } from 'node:crypto';
import type { AlarmWords } from '../alarm-words.js';
import type { Dialect } from './dialect.js';
import { JSON_HEADERS, pathOf } from './dialect.js';
import type { Message } from './message.js';

export const SECRET_PREFIX = 'whsec_';
const SECOND_MS = 1_000;

/**
 * Standard Webhooks (standardwebhooks.com): signed over id, time and body. At every try of one message the id and the
 * body are the same, so that a receiver knows what it had already.
 */
export const STANDARD_WEBHOOK: Dialect = {
  request(message, { url, secret }, words, at) {
    const id = `msg_${message.id}`;
    const timestamp = String(Math.floor(at.getTime() / SECOND_MS));
    const body = JSON.stringify(payloadOf(message, words));
    const signature = webhookSignature({ id, timestamp, body }, secret ?? '');
    const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    return { method: 'POST', path: pathOf(url), headers: { ...JSON_HEADERS, ...signed }, body };
  },
  /** Any 2xx is that it was taken, whatever it says. */
  read: () => undefined,
};

const payloadOf = ({ kind, at, alarms, more }: Message, words: AlarmWords): object => ({
  type: `alarm.${kind}`,
  timestamp: at,
  data: {
    alarms: alarms.map((alarm) => ({
      ...alarm,
      text: words.sentence(alarm.kind, alarm.params),
      page: words.where(alarm)?.page ?? null,
      url: words.where(alarm)?.url ?? null,
    })),
    more,
  },
});

export function webhookSignature(
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string },
  secret: string,
): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
