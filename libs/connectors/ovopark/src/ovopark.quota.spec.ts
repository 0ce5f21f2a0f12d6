import { ovoparkAccount } from '../../../../test/fixtures/ovopark/ovopark-gateway.js';
import { ovoparkQuota } from './ovopark.quota.js';

const at = new Date('2024-01-05T15:59:59.999Z');

describe('the quota of searchPos', () => {
  it('is 300 calls a day of Asia/Shanghai, of the developer key', () => {
    const account = ovoparkAccount();
    expect(ovoparkQuota.limit(account)).toBe(300);
    expect(ovoparkQuota.caller(account)).toBe('S107-00000001');
    expect(ovoparkQuota.period(at, account)).toEqual({
      start: new Date('2024-01-04T16:00:00Z'),
      end: new Date('2024-01-05T16:00:00Z'),
    });
    expect(ovoparkQuota.read).toBeUndefined();
  });

  it('is of no other call', () => {
    const counts = ['open.ovopark.pos.searchPos', 'open.shopweb.security.mobileLogin'].map((operation) =>
      ovoparkQuota.counts?.(operation),
    );
    expect(counts).toEqual([true, false]);
  });

  it('is what the account says', () => {
    const account = ovoparkAccount({ quotaCalls: 20, quotaPeriod: 'hour' });
    expect(ovoparkQuota.limit(account)).toBe(20);
    expect(ovoparkQuota.period(at, account)).toEqual({
      start: new Date('2024-01-05T15:00:00Z'),
      end: new Date('2024-01-05T16:00:00Z'),
    });
  });
});
