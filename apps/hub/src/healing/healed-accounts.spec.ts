import { HealedAccounts } from './healed-accounts.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe('accounts that work again', () => {
  const accounts = () => {
    const healed = new HealedAccounts();
    const call = (code: Parameters<typeof healed.observe>[0]['code'], accountId = 'a') => {
      healed.observe({ accountId, code });
    };
    call(null);
    healed.take(-HOUR);
    return { healed, call };
  };

  it('are those of which a call succeeds after one that showed an outage', () => {
    const { healed, call } = accounts();
    call('unavailable');
    expect(healed.take(0)).toEqual([]);
    call(null);
    expect(healed.take(0)).toEqual(['a']);
    expect(healed.take(HOUR)).toEqual([]);
    call(null);
    expect(healed.take(HOUR)).toEqual([]);
  });

  it('are those too whose vendor refuses one thing, and none that cannot be read', () => {
    const { healed, call } = accounts();
    call('auth_failed');
    call('invalid_response');
    expect(healed.take(0)).toEqual([]);
    call('rejected');
    expect(healed.take(0)).toEqual(['a']);
  });

  it('are no more when a later call fails before anybody heard of it', () => {
    const { healed, call } = accounts();
    call('unavailable');
    call(null);
    call('unavailable');
    expect(healed.take(0)).toEqual([]);
  });

  it('are not unmade by a call that the hub itself did not send', () => {
    const { healed, call } = accounts();
    call('unavailable');
    call(null);
    healed.observe({ accountId: 'a', code: 'unavailable', notSent: 'resting' });
    expect(healed.take(0)).toEqual(['a']);
  });

  it('are those that somebody changed, however they stood', () => {
    const { healed, call } = accounts();
    call('auth_failed');
    healed.changed('a');
    healed.changed('a');
    expect([healed.takeChanged(), healed.takeChanged(), healed.take(0)]).toEqual([['a'], [], []]);
  });

  it('are those that answer for the first time: how they stood before nobody knows', () => {
    const healed = new HealedAccounts();
    healed.observe({ accountId: 'a', code: null });
    healed.observe({ accountId: 'b', code: 'unavailable' });
    expect(healed.take(0)).toEqual(['a']);
  });

  it('are heard of ever more seldom where one thing fails for ever beside others, and at once after a quiet time', () => {
    const { healed, call } = accounts();
    const heard: number[] = [];
    for (let now = 0; now < 6 * HOUR; now += 5 * SECOND) {
      call('auth_failed');
      call(null);
      if (healed.take(now).length > 0) heard.push(now / SECOND);
    }
    expect(heard.slice(0, 4)).toEqual([0, 30, 90, 210]);
    expect(heard.at(-1)! - heard.at(-2)!).toBe(3_600);
    call('unavailable');
    call(null);
    expect(healed.take(40 * HOUR)).toEqual(['a']);
  });
});
