import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { PlacingGround } from '#dispatch/plan/placing-ground.js';
import { AccountsFactsReader, type AccountsFactsParts } from './accounts-facts.js';

const account = (id: string, paused = false) =>
  ({ account: { id, config: {} }, connector: { sells: 'first' }, paused }) as unknown as ActiveAccount;
const GROUND = { unread: new Map(), tills: new Map(), sourceSince: () => null } as unknown as PlacingGround;

describe('accounts as rules see them', () => {
  let all: ActiveAccount[];
  let nowMs: number;
  let reads: number;
  let reader: AccountsFactsReader;
  beforeEach(() => {
    [all, nowMs, reads] = [[account('a')], 0, 0];
    reader = new AccountsFactsReader({
      database: {} as AccountsFactsParts['database'],
      accounts: { all: () => [...all] },
      standings: { unwellIds: () => Promise.resolve(new Set()) },
      grounds: { read: () => Promise.resolve(((reads += 1), GROUND)) },
      sources: { read: () => Promise.resolve(new Map()) },
      monotonicNow: () => nowMs,
    });
  });
  const standings = async () => [...(await reader.read())].map(([id, { standing }]) => `${id} ${standing}`);

  it('are read once for a while', async () => {
    for (nowMs = 0; nowMs < 5_000; nowMs += 1_000) expect(await standings()).toEqual(['a well']);
    expect(reads).toBe(1);
    await standings();
    expect(reads).toBe(2);
  });

  it('are seen at once when one is made, paused or gone', async () => {
    await standings();
    all = [...all, account('b')];
    expect(await standings()).toEqual(['a well', 'b well']);
    all = [all[0]!, account('b', true)];
    expect(await standings()).toEqual(['a well', 'b paused']);
    all = [all[1]!];
    expect(await standings()).toEqual(['b paused']);
    expect(reads).toBe(4);
  });
});
