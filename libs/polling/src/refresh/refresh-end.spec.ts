import { ConnectorError } from '#connectors-core/connector-error.js';
import { afterFailure, afterFound, afterNotFound, afterRefusal } from './refresh-end.js';
import { DEFAULT_REFRESH_SCHEDULE } from '../polling-settings.js';
import type { ClaimedRefresh } from './refreshes.store.js';

const MINUTE = 60_000;
const FIRST = new Date('2026-03-05T01:00:00Z');
const at = (minutes: number) => new Date(FIRST.getTime() + minutes * MINUTE);
const time = (minutes: number, random = 0.5) => ({
  now: at(minutes),
  schedule: DEFAULT_REFRESH_SCHEDULE,
  random: () => random,
});

const claimed: ClaimedRefresh = {
  leg_id: 'leg',
  account_id: 'account',
  connector: 'toy',
  vendor_no: 'A-1',
  origin: null,
  first_at: FIRST,
  is_missing: false,
  failures: 2,
  error_code: 'unavailable',
  error_message: 'gone',
  lease_holder: 'one:1',
};

describe('after a try', () => {
  it('that found it the next step is due and nothing is shown', () => {
    expect(afterFound(claimed, time(16))).toMatchObject({ due_at: at(60), failures: 0, error_code: null });
  });

  it('that did not find it the leg stays, with that shown', () => {
    const end = afterNotFound(claimed, '查询的信息不存在', time(2));
    expect(end).toMatchObject({ due_at: at(5), failures: 3, error_code: 'not_found' });
  });

  it('that was refused for want of calls everything stays but the time', () => {
    expect(afterRefusal(claimed, at(9))).toMatchObject({ due_at: at(9), failures: 2, error_message: 'gone' });
  });

  it('that failed it is not due before the next step, however short the pause', () => {
    const end = afterFailure(claimed, new ConnectorError('unavailable', 'no answer'), time(61, 0));
    expect(end).toMatchObject({ due_at: at(120), failures: 3, error_code: 'unavailable' });
  });

  it('that failed it is not due before the pause is over, however near the step', () => {
    const error = new ConnectorError('quota_exhausted', 'enough', { retryAfterMs: 50 * MINUTE });
    expect(afterFailure(claimed, error, time(0.5, 0)).due_at).toEqual(at(50.5));
  });

  it('that failed for a fault of ours it is tried again too', () => {
    const end = afterFailure(claimed, new TypeError('x'.repeat(2_000)), time(1));
    const error_message = 'unexpected fault: TypeError';
    expect(end).toMatchObject({ due_at: at(5), error_code: 'internal', error_message });
  });

  it('that was the schedule’s last there is no other', () => {
    const late = time(31 * 24 * 60);
    expect(afterFailure(claimed, new Error('no'), late).due_at).toBeNull();
    expect(afterFound(claimed, late).due_at).toBeNull();
  });
});
