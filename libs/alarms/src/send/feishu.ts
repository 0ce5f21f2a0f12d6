import { createHmac } from 'node:crypto';
import type { Dialect } from './dialect.js';
import { JSON_HEADERS, pathOf } from './dialect.js';
import { messageText } from './message-text.js';
import { type AnswerForm, readRobotAnswer } from './robot-answer.js';

/** A request may have 20 KB; quotes and line breaks take two bytes each there. */
const MOST_BYTES = 9_000;
const SECOND_MS = 1_000;

/**
 * 11232: too many · 19021: not signed rightly, or an hour off · 19022: from an address that it does not know · 19024:
 * without its keyword · 19001: there is no such robot. Older ones answer `StatusCode` in place of `code`.
 */
const FORM: AnswerForm = {
  code: ['code', 'StatusCode'],
  words: ['msg', 'StatusMessage'],
  meanings: {
    11232: 'rate_limited',
    19001: 'auth_failed',
    19021: 'auth_failed',
    19022: 'auth_failed',
    19024: 'auth_failed',
  },
};

/** A group's robot of 飞书; where it has a secret (签名校验), seconds and signature go into the body. */
export const FEISHU: Dialect = {
  request: (message, address, words, at) => ({
    method: 'POST',
    path: pathOf(address.url),
    headers: JSON_HEADERS,
    body: JSON.stringify({
      ...signature(address.secret, at),
      msg_type: 'text',
      content: { text: plain(messageText(message, address, words, MOST_BYTES)) },
    }),
  }),
  read: (answer) => {
    readRobotAnswer(answer, FORM);
  },
};

/** A text there may hold marks that call people by name; a name of ours is none. */
const plain = (text: string): string => text.replaceAll('<', '＜');

function signature(secret: string | null, at: Date): Readonly<Record<string, string>> {
  if (secret === null) return {};
  const timestamp = String(Math.floor(at.getTime() / SECOND_MS));
  return { timestamp, sign: feishuSign(timestamp, secret) };
}

/** The text is the key, and nothing is signed by it. @param timestamp seconds */
export const feishuSign = (timestamp: string, secret: string): string =>
  createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
