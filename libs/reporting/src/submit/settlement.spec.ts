import { ConnectorError, CONNECTOR_ERROR_CODES, RETRY } from '#connectors-core/connector-error.js';
import { type SubmissionOutcome, outcomeOf, received, settle, type Standing } from './settlement.js';

const NOW = new Date('2026-03-05T02:10:00Z');
const fresh: Standing = { state: 'waiting', attempts: 1, sentBefore: false };
const outcome = (code: SubmissionOutcome['code']): SubmissionOutcome => ({
  code,
  vendorCode: '1',
  message: 'said so',
});
const stateAfter = (code: SubmissionOutcome['code'], standing: Partial<Standing> = {}) =>
  settle(outcome(code), { ...fresh, ...standing }, NOW, () => 0.5);

const retried = CONNECTOR_ERROR_CODES.filter((code) => RETRY[code].later);
const final = CONNECTOR_ERROR_CODES.filter((code) => !RETRY[code].later && code !== 'duplicate');

describe('where a submission stands after an attempt', () => {
  it('is accepted with its receipt', () => {
    expect(settle(received({ vendorCode: '0', message: 'ok' }), fresh, NOW, () => 0.5)).toEqual({
      state: 'accepted',
      dueAt: null,
      errorCode: null,
      errorMessage: null,
      receipt: { vendorCode: '0', message: 'ok' },
      mayHaveLanded: false,
    });
  });

  it.each(final)('is failed for good after %s', (code) => {
    expect(stateAfter(code)).toMatchObject({
      state: 'failed',
      dueAt: null,
      errorCode: code,
      errorMessage: 'said so',
    });
  });

  it.each(retried)('is due again after %s', (code) => {
    const after = stateAfter(code);
    const mayHaveLanded = ['outcome_unknown', 'invalid_response'].includes(code);
    expect(after).toMatchObject({
      state: mayHaveLanded ? 'unknown' : 'waiting',
      errorCode: code,
      mayHaveLanded,
    });
    expect(after.dueAt!.getTime()).toBeGreaterThan(NOW.getTime());
    expect(after.dueAt!.getTime()).toBeLessThanOrEqual(NOW.getTime() + RETRY[code].longestPauseMs);
  });

  it.each(retried)('stays unknown after %s when an earlier attempt may have got there', (code) => {
    expect(stateAfter(code, { state: 'unknown' }).state).toBe('unknown');
  });

  it('is a conflict when the vendor has the hour and it cannot be ours', () => {
    expect(stateAfter('duplicate')).toMatchObject({ state: 'conflict', dueAt: null, errorCode: 'duplicate' });
    expect(stateAfter('duplicate', { sentBefore: true })).toMatchObject({
      state: 'accepted',
      errorCode: null,
    });
  });

  it('heeds how long the vendor wants to be left alone', () => {
    const limited = outcomeOf(new ConnectorError('rate_limited', 'slow down', { retryAfterMs: 40_000 }));
    expect(settle(limited, fresh, NOW, () => 0).dueAt).toEqual(new Date(NOW.getTime() + 40_000));
  });

  it('is as it was when the hub itself did not send it', () => {
    const notSent = outcomeOf(new ConnectorError('outcome_unknown', 'not sent', { notSent: 'not_wanted' }));
    expect(settle(notSent, fresh, NOW, () => 0)).toMatchObject({ state: 'waiting', mayHaveLanded: false });
  });

  it('takes a fault of our own for an outcome that nobody knows', () => {
    expect(settle(outcomeOf(new TypeError('secret')), fresh, NOW, () => 0)).toMatchObject({
      state: 'unknown',
      errorCode: 'outcome_unknown',
      errorMessage: 'unexpected fault: TypeError',
    });
  });
});
