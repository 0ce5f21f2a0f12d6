import {
  CONNECTOR_ERROR_CODES,
  ConnectorError,
  type ConnectorErrorCode,
} from '#connectors-core/connector-error.js';
import { faultOf, writeVerdict } from './fault.js';
import { afterFailedWrite, failedTry, heldFor, postponed } from './settlement.js';

const NOW = new Date('2026-11-21T04:00:00Z');
const share = () => 0.5;
const standing = {
  kind: 'place',
  state: 'waiting',
  finds: 2,
  found_at: NOW,
  failures: 3,
  detail: null,
} as const;
const fault = (code: ConnectorErrorCode, retryAfterMs = 0) =>
  faultOf(new ConnectorError(code, 'words', { retryAfterMs, vendorCode: '7' }), 'unavailable');

describe('after a write that failed', () => {
  const VERDICTS: Readonly<Record<ConnectorErrorCode, [string, 'failed' | 'waiting' | 'unknown']>> = {
    invalid_config: ['not_taken', 'waiting'],
    auth_failed: ['not_taken', 'waiting'],
    invalid_signature: ['not_taken', 'waiting'],
    rate_limited: ['not_taken', 'waiting'],
    quota_exhausted: ['not_taken', 'waiting'],
    unavailable: ['not_taken', 'waiting'],
    invalid_response: ['unknown', 'unknown'],
    outcome_unknown: ['unknown', 'unknown'],
    rejected: ['refused', 'failed'],
    duplicate: ['refused', 'failed'],
    unsupported: ['refused', 'failed'],
  };

  it.each(CONNECTOR_ERROR_CODES)('%s', (code) => {
    const [verdict, state] = VERDICTS[code];
    expect(writeVerdict(fault(code))).toBe(verdict);
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
  it('one of ours tells its kind and nothing else', () => {
    expect(faultOf(new TypeError('13800000000'), 'outcome_unknown')).toEqual({
      code: 'outcome_unknown',
      vendorCode: null,
      message: 'unexpected fault: TypeError',
      retryAfterMs: 0,
    });
    expect(faultOf('what?', 'invalid_response')).toMatchObject({ message: 'unexpected fault: string' });
  });

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

  it('a long message is cut', () => {
    const long = faultOf(new ConnectorError('rejected', 'x'.repeat(2_000)), 'unavailable');
    expect(afterFailedWrite(standing, long, NOW, share).shown?.message).toHaveLength(500);
  });
});

it('what was put off stands as before; what is held remembers who was looked at', () => {
  expect(postponed(standing, NOW, null)).toMatchObject({ state: 'waiting', failures: 3, finds: 2 });
  const why = { code: 'too_old', message: 'words' };
  const detail = { notOurs: ['T-1'], items: [] };
  expect(heldFor({ ...standing, detail }, NOW, why, { similar: [] })).toMatchObject({
    state: 'held',
    failures: 0,
    detail: { notOurs: ['T-1'], similar: [] },
  });
});
