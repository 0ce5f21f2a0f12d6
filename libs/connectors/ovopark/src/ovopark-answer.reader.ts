import { guardJson } from '#connectors-core/json-guard.js';
import { notJson } from '#connectors-core/read-wire.js';
import type { HttpAnswer } from '#connectors-core/transport.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';

const MOST_BYTES = 2 * 1024 * 1024;
/** Fifty for each row of the longest list that is taken; reading time grows with them, not with bytes. */
const MOST_VALUES = 50_000;

const [COMMA, OPEN_LIST, OPEN_OBJECT] = Buffer.from(',[{');

/**
 * An answer's document, bounded before anything is built of it. Digits beyond a double's are lost: enough to say
 * what an answer is, at a tenth of the cost of a lossless reading, which is for what is kept of it.
 * @throws ConnectorError `invalid_response`
 */
export function readRoughly(answer: Pick<HttpAnswer, 'body' | 'headers' | 'secrets'>): unknown {
  const fault = faultOf(answer.body);
  if (fault === null) return JSON.parse(answer.body.toString('utf8'));
  throw notJson(answer, fault);
}

function faultOf(body: Buffer): string | null {
  if (body.length <= MOST_BYTES && hasMoreValues(body)) {
    return `it has more than ${MOST_VALUES.toString()} values`;
  }
  try {
    guardJson(body, { maxBytes: MOST_BYTES });
    return null;
  } catch (error) {
    if (error instanceof WebhookRefusal) return error.message;
    throw error;
  }
}

/** Each value but the first stands behind one of these signs. Those inside a text count too. */
function hasMoreValues(body: Buffer): boolean {
  let values = 1;
  for (let at = 0; at < body.length && values <= MOST_VALUES; at += 1) {
    const byte = body[at];
    if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) values += 1;
  }
  return values > MOST_VALUES;
}
