import { asUtf8, CharsetFault, charsetOf, xmlEncodingOf } from './charset.js';
import { ConnectorError } from './connector-error.js';
import { shownAnswer } from './shown-answer.js';
import type { HttpAnswer } from './transport.js';

/**
 * The answer with its text in UTF-8, by what its header and its own declaration say of it.
 * @throws ConnectorError `invalid_response` naming the place, in the bytes as they came, that does not fit
 */
export function textAnswer(answer: HttpAnswer): HttpAnswer {
  const { headers, body } = answer;
  try {
    return { ...answer, body: asUtf8(body, charsetOf(headers['content-type']), xmlEncodingOf(body)) };
  } catch (error) {
    if (!(error instanceof CharsetFault)) throw error;
    throw new ConnectorError('invalid_response', `the answer (${shownAnswer(answer)}) is ${error.message}`);
  }
}
