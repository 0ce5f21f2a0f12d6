import { readingError, statusError } from './answer-error.js';
import { ConnectorError } from './connector-error.js';

const now = new Date('2024-01-05T01:30:00Z');
const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: Buffer.from('secret body'),
});

describe('statusError', () => {
  it.each([
    [200, undefined, undefined],
    [204, undefined, undefined],
    [301, 'invalid_response', 'invalid_response'],
    [304, 'invalid_response', 'invalid_response'],
    [400, 'invalid_response', 'invalid_response'],
    [401, 'auth_failed', 'auth_failed'],
    [403, 'auth_failed', 'auth_failed'],
    [404, 'invalid_response', 'invalid_response'],
    [408, 'unavailable', 'unavailable'],
    [429, 'rate_limited', 'rate_limited'],
    [500, 'unavailable', 'outcome_unknown'],
    [503, 'unavailable', 'outcome_unknown'],
  ])('HTTP %d is %s for a read and %s for a write', (status, read, write) => {
    expect(statusError(answer(status), 'read', now)?.code).toBe(read);
    expect(statusError(answer(status), 'write', now)?.code).toBe(write);
  });

  it('keeps the pause that the vendor asks for, and does not quote the body', () => {
    const error = statusError(answer(429, { 'retry-after': '7', 'content-type': 'text/html' }), 'read', now);
    expect(error).toMatchObject({ retryAfterMs: 7000, message: 'answered HTTP 429 (text/html)' });
  });
});

describe('readingError', () => {
  it('keeps what the connector said', () => {
    for (const code of ['rejected', 'duplicate', 'unavailable'] as const) {
      const error = new ConnectorError(code, 'm');
      expect(readingError(error, 'read')).toBe(error);
      expect(readingError(error, 'write')).toBe(error);
    }
  });

  it('an unreadable answer to a write leaves its outcome unknown', () => {
    const error = new ConnectorError('invalid_response', 'data is missing', { vendorCode: '5' });
    expect(readingError(error, 'read')).toBe(error);
    expect(readingError(error, 'write')).toMatchObject({
      code: 'outcome_unknown',
      message: 'data is missing',
      vendorCode: '5',
    });
  });

  it('names an unforeseen error by its class alone', () => {
    const error = readingError(new SyntaxError('Unexpected token "13800000000"'), 'read');
    expect(error).toMatchObject({
      code: 'invalid_response',
      message: 'the answer could not be read (SyntaxError)',
    });
    expect(error.cause).toBeUndefined();
    expect(readingError('odd', 'write')).toMatchObject({ code: 'outcome_unknown' });
  });
});
