import { withReception } from './account-test.js';

const WELL = { ok: true, code: null, vendorCode: null, message: 'nothing is called' } as const;
const at = new Date('2026-03-01T08:00:00Z');
const lastRefused = { at, reason: 'bad_timestamp', message: 'Must be in seconds.' };

describe('the test of an account that takes deliveries', () => {
  it('says when a right one last came', () => {
    const told = withReception(WELL, { lastRightAt: at, lastRefused: null, refusedInARow: 0 });
    expect(told).toMatchObject({ ok: true, code: null, deliveries: { lastRightAt: at } });
    expect(told.message).toContain('last came at 2026-03-01T08:00:00.000Z');
  });

  it('fails while the last one was refused, with its reason', () => {
    const told = withReception(WELL, { lastRightAt: null, lastRefused, refusedInARow: 7 });
    expect(told).toMatchObject({ ok: false, code: 'bad_timestamp' });
    expect(told.message).toMatch(
      /no delivery .* is kept; .* 7 in a row \(bad_timestamp\): Must be in seconds\.$/,
    );
  });

  it('is well again after a right one, and still tells of the last that was refused', () => {
    const told = withReception(WELL, { lastRightAt: at, lastRefused, refusedInARow: 0 });
    expect(told).toMatchObject({ ok: true, code: null, message: expect.stringContaining('seconds') });
  });

  it('keeps what the vendor answered where that was a failure', () => {
    const failed = { ...WELL, ok: false, code: 'auth_failed' } as const;
    const told = withReception(failed, { lastRightAt: null, lastRefused, refusedInARow: 2 });
    expect(told).toMatchObject({ ok: false, code: 'auth_failed' });
  });
});
