import { Database } from '#database/database.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { assertApprovable } from '#reconciliation/brake/approvable.js';
import { type Begin, Brake } from '#reconciliation/brake/brake.js';
import { EmptyListing } from '#reconciliation/brake/empty-listing.js';
import { Figures } from '#reconciliation/brake/figures.js';
import { StopJudging } from '#reconciliation/brake/stop-judging.js';
import { Stopping } from '#reconciliation/brake/stopping.js';
import { DEFAULT_REPAIR_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import { beginRepair, waitingRepair } from './repair-rows.js';
import { newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const MINUTE_MS = 60_000;

describe('Brake', () => {
  let open: OpenLedger;
  let aheadMs = 0;
  beforeEach(async () => {
    open = await openLedger();
    aheadMs = 0;
  });
  afterEach(() => open.close());

  const later = (ms: number): void => void (aheadMs += ms);
  const now = (): Date => new Date(open.clock.now().getTime() + aheadMs);
  const stopping = new Stopping();
  const brake = () =>
    new Brake({
      clock: { now, latest: now },
      limits: DEFAULT_REPAIR_SETTINGS,
      stopping,
      judging: new StopJudging(new Figures(new EmptyListing()), stopping),
    });
  /** By a hub of its own, in a transaction of its own. */
  const begin = (
    accountId: string,
    { rule = 'unconfirmed', fails = false }: { rule?: RuleCode; fails?: boolean } = {},
    database: Database = open.database,
  ): Promise<Begin> =>
    database.transaction(async (sql) => {
      const repairId = await waitingRepair(sql, { accountId, rule, at: now() });
      const begin = await brake().begin(sql, { repairId, rule, accountId, kind: 'fetch' });
      if (begin.begun) await beginRepair(sql, repairId, now());
      if (fails) throw new Error('it came to nothing');
      return begin;
    });
  const beginMany = async (accountId: string, count: number, rule?: RuleCode): Promise<number> => {
    let begun = 0;
    for (let at = 0; at < count; at++)
      if ((await begin(accountId, rule === undefined ? {} : { rule })).begun) begun++;
    return begun;
  };
  const stops = () =>
    open.database.rows<{ scope: string; reason: string; detail: object }>({
      text: `SELECT scope, reason, detail FROM brake_events WHERE kind = 'stopped' ORDER BY id`,
    });

  it('lets twenty of a rule begin; the next one stops the account, and no other', async () => {
    const [account, other] = [newId(), newId()];
    expect(await beginMany(account, 20)).toBe(20);
    expect(await stops()).toEqual([]);
    const refused = await begin(account);
    expect(refused).toMatchObject({ begun: false, why: 'rule_limit' });
    expect(await begin(account, { rule: 'stuck' })).toEqual(refused);
    expect(await begin(other)).toEqual({ begun: true });
    expect(await stops()).toEqual([
      { scope: account, reason: 'rule_limit', detail: { rule: 'unconfirmed', begun: 20, most: 20 } },
    ]);
    later(61 * MINUTE_MS);
    expect(await begin(account)).toEqual(refused);
  });

  it('counts what began within the hour', async () => {
    const account = newId();
    await beginMany(account, 20);
    later(59 * MINUTE_MS);
    await beginMany(account, 15, 'stuck');
    later(2 * MINUTE_MS);
    expect(await beginMany(account, 21)).toBe(20);
  });

  it('lets fifty of an account begin', async () => {
    const account = newId();
    for (const rule of ['stuck', 'unconfirmed'] as const) await beginMany(account, 20, rule);
    expect(await beginMany(account, 11, 'amount_differs')).toBe(10);
    expect(await stops()).toMatchObject([{ scope: account, reason: 'account_limit' }]);
  });

  it('lets two hundred in all begin, and stops all with the next one', async () => {
    for (let at = 0; at < 10; at++) expect(await beginMany(newId(), 20)).toBe(20);
    const refused = await begin(newId());
    expect(refused).toMatchObject({ begun: false, why: 'all_limit' });
    expect(await begin(newId())).toEqual(refused);
    expect(await stops()).toMatchObject([{ scope: 'all', reason: 'all_limit' }]);
  });

  it('is passed by no more where hubs begin at once', async () => {
    const [account, others] = [newId(), [newId(), newId()]];
    const second = new Database({ url: open.url, max: 12, name: 'suanpan-test' }, () => undefined);
    const hubs = [open.database, second];
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, at) => begin(account, {}, hubs[at % 2])).concat(
        Array.from({ length: 20 }, (_, at) => begin(others[at % 2]!, {}, hubs[at % 2])),
      ),
    );
    await second.close();
    expect(all.slice(0, 60).filter(({ begun }) => begun)).toHaveLength(20);
    expect(all.slice(60).filter(({ begun }) => begun)).toHaveLength(20);
    expect(await stops()).toMatchObject([{ scope: account, reason: 'rule_limit' }]);
  });

  it('forgets what has not begun after all', async () => {
    const account = newId();
    await expect(begin(account, { fails: true })).rejects.toThrow('it came to nothing');
    expect(await beginMany(account, 21)).toBe(20);
  });

  it('is drawn for all once three accounts are stopped', async () => {
    const accounts = [newId(), newId(), newId()];
    for (const account of accounts.slice(0, 2)) await beginMany(account, 21);
    const fourth = newId();
    expect(await begin(fourth)).toEqual({ begun: true });
    await beginMany(accounts[2]!, 21);
    expect(await begin(fourth)).toMatchObject({ begun: false, why: 'accounts_stopped' });
    expect((await stops()).map(({ scope }) => scope).sort()).toEqual([...accounts, 'all'].sort());
  });

  it('lets people approve up to twenty, and more of them who name what stands', async () => {
    const { database } = open;
    const [one, two] = [newId(), newId()];
    await assertApprovable(database, { count: 1_000, reason: 'nothing stands' });
    const ids: string[] = [];
    for (const account of [one, two]) {
      await beginMany(account, 20);
      const refused = await begin(account);
      if (!refused.begun) ids.push(refused.stopId);
    }
    await assertApprovable(database, { count: 20, reason: 'one by one' });
    await expect(assertApprovable(database, { count: 21, reason: 'all of them' })).rejects.toMatchObject({
      field: 'reason',
    });
    await expect(assertApprovable(database, { count: 21, reason: `seen: ${ids[0]!}` })).rejects.toThrow(
      ids[1],
    );
    await assertApprovable(database, { count: 21, reason: `seen: ${ids.join(' and ')}` });
    // Whoever sees single stores is told of no stop, and is not let past one.
    const scoped = { reason: `seen: ${ids.join(' and ')}`, stores: [newId()] };
    await assertApprovable(database, { count: 20, ...scoped });
    const told = assertApprovable(database, { count: 21, ...scoped });
    await expect(told).rejects.toMatchObject({ field: 'ids', message: expect.not.stringContaining(ids[0]!) });
  });
});
