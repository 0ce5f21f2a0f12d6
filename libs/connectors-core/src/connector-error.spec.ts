import { CONNECTOR_ERROR_CODES, codesThatBlame, OUTAGE_CODES, RETRY } from './connector-error.js';

describe('whom a code blames', () => {
  it('is said of every code', () => {
    expect(Object.fromEntries(CONNECTOR_ERROR_CODES.map((code) => [code, RETRY[code].blames]))).toEqual({
      invalid_config: 'account',
      invalid_binding: 'binding',
      auth_failed: 'account',
      invalid_signature: 'account',
      rate_limited: 'vendor',
      quota_exhausted: 'vendor',
      unavailable: 'vendor',
      invalid_response: 'vendor',
      rejected: 'order',
      duplicate: 'order',
      outcome_unknown: 'vendor',
      unsupported: 'order',
    });
  });

  it('parts the codes', () => {
    expect(codesThatBlame('account')).toEqual(['invalid_config', 'auth_failed', 'invalid_signature']);
    expect(codesThatBlame('order')).toEqual(['rejected', 'duplicate', 'unsupported']);
    expect(codesThatBlame('binding')).toEqual(['invalid_binding']);
    expect(codesThatBlame('account', 'binding', 'vendor', 'order')).toEqual(CONNECTOR_ERROR_CODES);
    expect(codesThatBlame()).toEqual([]);
  });

  it('is the one order only where trying again is of no use', () => {
    for (const code of CONNECTOR_ERROR_CODES)
      expect([code, RETRY[code].blames === 'order']).toEqual([code, !RETRY[code].later]);
  });
});

describe('what a code says of a write', () => {
  it('is that nothing was taken, that it was refused, or nothing that is certain', () => {
    expect(Object.fromEntries(CONNECTOR_ERROR_CODES.map((code) => [code, RETRY[code].write]))).toEqual({
      invalid_config: 'not_taken',
      invalid_binding: 'not_taken',
      auth_failed: 'not_taken',
      invalid_signature: 'not_taken',
      rate_limited: 'not_taken',
      quota_exhausted: 'not_taken',
      unavailable: 'not_taken',
      invalid_response: 'unknown',
      rejected: 'refused',
      duplicate: 'refused',
      outcome_unknown: 'unknown',
      unsupported: 'refused',
    });
    expect(RETRY.internal.write).toBe('unknown');
  });

  it('is a refusal only where trying again is of no use', () => {
    for (const code of CONNECTOR_ERROR_CODES)
      expect([code, RETRY[code].write === 'refused']).toEqual([code, !RETRY[code].later]);
  });
});

describe('a vendor that does not work', () => {
  it('is away or refuses everything: an answer that nobody could read may be about this thing alone', () => {
    expect(OUTAGE_CODES).toEqual([
      'invalid_config',
      'auth_failed',
      'invalid_signature',
      'rate_limited',
      'quota_exhausted',
      'unavailable',
    ]);
  });

  it('opens its circuit breaker by what it could not answer, whatever was asked', () => {
    const breaking = CONNECTOR_ERROR_CODES.filter((code) => RETRY[code].breaks);
    expect(breaking).toEqual(['unavailable', 'invalid_response', 'outcome_unknown']);
  });
});
