import { kindOf } from '#domain/thrown.js';
import { ConnectorError } from './connector-error.js';
import type { Effect } from './exchange-error.js';
import { retryAfterMs } from './retry-after.js';
import { shownAnswer } from './shown-answer.js';
import type { HttpAnswer } from './transport.js';

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What the HTTP status alone says; undefined for 2xx, whose body the connector reads. */
export function statusError(answer: HttpAnswer, effect: Effect, now: Date): ConnectorError | undefined {
  const { status } = answer;
  if (isSuccess(status)) return undefined;
  const message = `answered HTTP ${status.toString()} (${shownAnswer(answer)})`;
  const detail = { retryAfterMs: retryAfterMs(answer.headers, now) };
  if (status === 401 || status === 403) return new ConnectorError('auth_failed', message);
  if (status === 429) return new ConnectorError('rate_limited', message, detail);
  // 408: the vendor says itself that it did not get the request.
  if (status === 408) return new ConnectorError('unavailable', message, detail);
  if (status >= 500)
    return new ConnectorError(effect === 'write' ? 'outcome_unknown' : 'unavailable', message, detail);
  if (status >= 300 && status < 400) {
    return new ConnectorError(
      'invalid_response',
      `redirected (${message}): redirects are not followed; is the base URL right?`,
    );
  }
  return new ConnectorError('invalid_response', message);
}

/**
 * What an error from reading a 2xx answer means. After a write an answer that cannot be read leaves
 * open whether the vendor did it. An error that the connector did not foresee is named by its class
 * alone, because its message may quote the answer.
 */
export function readingError(error: unknown, effect: Effect): ConnectorError {
  if (error instanceof ConnectorError) {
    if (effect === 'read' || error.code !== 'invalid_response') return error;
    return new ConnectorError('outcome_unknown', error.message, {
      vendorCode: error.vendorCode,
      cause: error.cause,
    });
  }
  const code = effect === 'write' ? 'outcome_unknown' : 'invalid_response';
  return new ConnectorError(code, `the answer could not be read (${kindOf(error)})`);
}
