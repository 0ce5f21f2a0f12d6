import {
  CONNECTOR_ERROR_CODES,
  ConnectorError,
  type ConnectorErrorCode,
} from '#connectors-core/connector-error.js';
import { faultOf } from '#connectors-core/fault.js';
import { afterFailedWrite, failedTry, heldFor, postponed } from './settlement.js';

const NOW = new Date('2026-11-21T04:00:00Z');
const share = () => 0.5;
const standing = {
  kind: 'place',
  state: 'waiting',
  finds: 2,
  found_at: NOW,
  failures: 3,
  rounds: 0,
  detail: null,
} as const;
const fault = (code: ConnectorErrorCode, retryAfterMs = 0) =>
  faultOf(new ConnectorError(code, 'words', { retryAfterMs, vendorCode: '7' }), 'unavailable');

describe('after a write that failed', () => {
  const STATES: Readonly<Record<ConnectorErrorCode, 'failed' | 'waiting' | 'unknown'>> = {
    invalid_config: 'waiting',
    invalid_binding: 'waiting',
    auth_failed: 'waiting',
    invalid_signature: 'waiting',
    rate_limited: 'waiting',
    quota_exhausted: 'waiting',
    unavailable: 'waiting',
    invalid_response: 'unknown',
    outcome_unknown: 'unknown',
    rejected: 'failed',
    duplicate: 'failed',
    unsupported: 'failed',
  };

  it.each(CONNECTOR_ERROR_CODES)('%s', (code) => {
    const state = STATES[code];
    const settled = afterFailedWrite(standing, fault(code), NOW, share);
    expect(settled).toMatchObject({ state, finds: 0, foundAt: null, shown: { code, message: 'words' } });
    if (state !== 'failed') expect(settled.dueAt.getTime()).toBeGreaterThan(NOW.getTime());
  });

  it('an order whose answer was lost is looked for soon, whatever failed before', () => {
    const settled = afterFailedWrite({ ...standing, failures: 20 }, fault('outcome_unknown'), NOW, share);
    expect(settled.dueAt.getTime() - NOW.getTime()).toBe(2_500);
  });

  it('a move whose answer was lost is not hammered', () => {
    const move = { ...standing, kind: 'ship', failures: 20 } as const;
    const settled = afterFailedWrite(move, fault('outcome_unknown'), NOW, share);
    expect(settled.dueAt.getTime() - NOW.getTime()).toBe(150_000);
  });
});

describe('faults', () => {
  it('a read that is refused is tried again, not at once and for ever', () => {
    for (const code of CONNECTOR_ERROR_CODES) {
      const settled = failedTry(standing, fault(code), NOW, share);
      expect(settled).toMatchObject({ state: 'waiting', failures: 4, finds: 2, foundAt: NOW });
      expect(settled.dueAt.getTime()).toBeGreaterThan(NOW.getTime());
    }
  });

  it('the vendor’s wish is kept', () => {
    const settled = failedTry(standing, fault('rate_limited', 20_000), NOW, share);
    expect(settled.dueAt.getTime() - NOW.getTime()).toBeGreaterThanOrEqual(20_000);
  });
});

it('what was put off stands as before; what is held remembers who was looked at', () => {
  expect(postponed(standing, NOW, null)).toMatchObject({ state: 'waiting', failures: 3, finds: 2 });
  const why = { code: 'too_old', message: 'words' } as const;
  const detail = { notOurs: ['T-1'], items: [] };
  expect(heldFor({ ...standing, detail }, NOW, why, { similar: [] })).toMatchObject({
    state: 'held',
    failures: 0,
    detail: { notOurs: ['T-1'], similar: [] },
  });
});
