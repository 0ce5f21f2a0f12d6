import { CONNECTOR_ERROR_CODES, codesThatBlame, RETRY } from './connector-error.js';

describe('whom a code blames', () => {
  it('is said of every code', () => {
    expect(Object.fromEntries(CONNECTOR_ERROR_CODES.map((code) => [code, RETRY[code].blames]))).toEqual({
      invalid_config: 'account',
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
    expect(codesThatBlame('account', 'vendor', 'order')).toEqual(CONNECTOR_ERROR_CODES);
    expect(codesThatBlame()).toEqual([]);
  });

  it('is the one order only where trying again is of no use', () => {
    for (const code of CONNECTOR_ERROR_CODES)
      expect([code, RETRY[code].blames === 'order']).toEqual([code, !RETRY[code].later]);
  });
});
