import { createHmac } from 'node:crypto';
import type { Dialect } from './dialect.js';
import { JSON_HEADERS, pathOf } from './dialect.js';
import { messageText } from './message-text.js';
import { type AnswerForm, readRobotAnswer } from './robot-answer.js';

/** A message may have 20,000; the rest of it is small. */
const MOST_BYTES = 18_000;

/**
 * -1: busy · 130101: more than 20 a minute · 310000: not signed rightly, without its keyword, or from an address that it
 * does not know · 300001: there is no such robot.
 */
const FORM: AnswerForm = {
  code: ['errcode'],
  words: ['errmsg'],
  meanings: { '-1': 'unavailable', 130101: 'rate_limited', 310000: 'auth_failed', 300001: 'auth_failed' },
};

/** A group's robot of 钉钉; where it has a secret (加签), milliseconds and signature go into the query. */
export const DINGTALK: Dialect = {
  request: (message, address, words, at) => ({
    method: 'POST',
    path: pathOf(signed(address, at)),
    headers: JSON_HEADERS,
    body: JSON.stringify({
      msgtype: 'text',
      text: { content: messageText(message, address, words, MOST_BYTES) },
    }),
  }),
  read: (answer) => {
    readRobotAnswer(answer, FORM);
  },
};

function signed({ url, secret }: { readonly url: string; readonly secret: string | null }, at: Date): string {
  if (secret === null) return url;
  const timestamp = String(at.getTime());
  const address = new URL(url);
  address.searchParams.set('timestamp', timestamp);
  address.searchParams.set('sign', dingtalkSign(timestamp, secret));
  return address.href;
}

/** @param timestamp ms */
export const dingtalkSign = (timestamp: string, secret: string): string =>
  createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
