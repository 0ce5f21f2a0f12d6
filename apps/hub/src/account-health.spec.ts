import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { AccountHealth, healthOf } from './account-health.js';

const trouble = (
  accountId: string,
  oldestAt: string,
  what: AccountTrouble['what'] = 'windows',
): AccountTrouble => ({
  ...{ accountId, what, code: 'auth_failed', message: 'no', count: 1 },
  oldestAt: new Date(oldestAt),
});

describe('the health of an account', () => {
  const [late, early] = [trouble('a', '2026-03-05T02:00Z'), trouble('a', '2026-03-05T01:00Z')];
  const others = trouble('b', '2026-03-05T00:00Z');

  it('is well while nothing is tried for it in vain, whatever is tried for others', () => {
    expect(healthOf({ id: 'a', paused: false }, [others])).toEqual({ state: 'well', troubles: [] });
  });

  it('is unwell otherwise, and says what waits the longest first', () => {
    const health = healthOf({ id: 'a', paused: false }, [late, others, early]);
    expect(health).toEqual({ state: 'unwell', troubles: [early, late] });
  });

  it('of a paused one is paused, and its troubles are told all the same', () => {
    expect(healthOf({ id: 'a', paused: true }, [late])).toEqual({ state: 'paused', troubles: [late] });
    expect(healthOf({ id: 'a', paused: true }, [])).toEqual({ state: 'paused', troubles: [] });
  });

  it.each([
    ['hours', 'missing', /under Sales/],
    ['jobs', 'failing', /page Coverage/],
    ['jobs', 'left', /page Coverage/],
  ] as const)('says in both languages what %s that are %s want', (what, code, text) => {
    const { troubles } = healthOf({ id: 'a', paused: false }, [{ ...late, what, code }]);
    expect(troubles).toMatchObject([
      { text: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(text) } },
    ]);
    expect(healthOf({ id: 'a', paused: false }, [late]).troubles[0]).not.toHaveProperty('text');
  });

  it('is put together of what each lib knows, which is asked once for all accounts', async () => {
    const asked: (readonly string[])[] = [];
    const part = (what: AccountTrouble['what'], hour: number) => ({
      ofAccounts: (ids: readonly string[]) => {
        asked.push(ids);
        return Promise.resolve([trouble('b', `2026-03-05T0${String(hour)}:00Z`, what)]);
      },
    });
    const health = new AccountHealth([
      part('windows', 4),
      part('deliveries', 3),
      part('dispatches', 2),
      part('submissions', 1),
      part('jobs', 5),
      part('orders', 6),
    ]);
    const [well, unwell] = await health.ofAll([
      { id: 'a', paused: false, name: 'one' },
      { id: 'b', paused: false, name: 'two' },
    ]);
    expect(well).toEqual({ id: 'a', paused: false, name: 'one', health: { state: 'well', troubles: [] } });
    expect(unwell).toMatchObject({ name: 'two', health: { state: 'unwell' } });
    const lists = ['submissions', 'dispatches', 'deliveries', 'windows', 'jobs', 'orders'];
    expect(unwell!.health.troubles.map(({ what }) => what)).toEqual(lists);
    expect(asked).toEqual(Array.from({ length: 6 }, () => ['a', 'b']));
  });
});
