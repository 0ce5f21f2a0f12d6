import type { Dialect } from './dialect.js';
import { JSON_HEADERS, pathOf } from './dialect.js';
import { messageText } from './message-text.js';
import { type AnswerForm, readRobotAnswer } from './robot-answer.js';

/** Of a text; longer ones are refused. */
const MOST_BYTES = 2_048;

/** -1: busy, to be tried again · 45009, 45033: too many calls · 93000: there is no such robot. */
const FORM: AnswerForm = {
  code: ['errcode'],
  words: ['errmsg'],
  meanings: { '-1': 'unavailable', 45009: 'rate_limited', 45033: 'rate_limited', 93000: 'auth_failed' },
};

/** A group's robot of 企业微信: its key is in its URL, and it knows no signature. */
export const WECOM: Dialect = {
  request: (message, address, words) => ({
    method: 'POST',
    path: pathOf(address.url),
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
