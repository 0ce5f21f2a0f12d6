import { TROUBLE_LISTS, type TroubleList } from '#accounts/accounts/account-trouble.js';
import type { AccountHealth } from './account-health.js';
import { UnwellAccounts } from './unwell-accounts.js';

type Healthy = Awaited<ReturnType<AccountHealth['ofAll']>>;

/** One account for each of these troubles. */
function accountsIn(lists: readonly TroubleList[]) {
  const world = { now: 0, reads: 0, isAway: false };
  const all = () => lists.map((id) => ({ account: { id }, paused: false }));
  const ofAll = (): Promise<Healthy> => {
    world.reads += 1;
    if (world.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve(lists.map((what) => ({ id: what, health: { troubles: [{ what }] } })) as never);
  };
  return { world, accounts: new UnwellAccounts({ all } as never, { ofAll } as never, () => world.now) };
}

it('are those whose trouble keeps us from what their vendor says now, and no others', async () => {
  const { accounts } = accountsIn(TROUBLE_LISTS);
  expect([...(await accounts.unwellIds())].sort()).toEqual([
    ...['deliveries', 'dispatches', 'refreshes', 'windows'],
  ]);
});

it('are read once in five seconds, and at once after a read that failed', async () => {
  const { world, accounts } = accountsIn(['windows']);
  await Promise.all([accounts.unwellIds(), accounts.unwellIds()]);
  world.now = 4_999;
  await accounts.unwellIds();
  expect(world.reads).toBe(1);
  [world.now, world.isAway] = [5_000, true];
  await expect(accounts.unwellIds()).rejects.toThrow('away');
  world.isAway = false;
  expect([...(await accounts.unwellIds())]).toEqual(['windows']);
  expect(world.reads).toBe(3);
});
