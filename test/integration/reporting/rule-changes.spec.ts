import { Instance } from '#jobs/instance.js';
import { defineTask } from '#jobs/task.js';
import { RuleSetsService } from '#ledger/rules/rule-sets.service.js';
import { Deciding } from '#reporting/derive/deciding.js';
import { Deriving } from '#reporting/derive/deriving.js';
import { reviseHours } from '#reporting/derive/revisions.store.js';
import { lockStores } from '#reporting/figures/hours.store.js';
import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { LateChanges } from '#reporting/watch/late-changes.js';
import { aRecording, PLACED_AT } from '../../factories/observations.js';
import { addAccount, addBinding, addStore, openLedger } from '../../support/open-ledger.js';

const HOUR_MS = 3_600_000;
const BEGINNING = new Date(Math.floor(PLACED_AT.getTime() / HOUR_MS) * HOUR_MS);
const later = (ms: number): Date => new Date(BEGINNING.getTime() + ms);
const never = new AbortController().signal;

it('a rule set makes one further revision of each hour that it changes, once all orders are through, and says why', async () => {
  const task = defineTask('test.changes');
  const open = await openLedger([{ name: REPORTING_CONSUMER, task, ofMoves: 'places' }]);
  try {
    const [accountId, storeId] = [await addAccount(open.database), await addStore(open.database, 'SH-01')];
    await addBinding(open.database, accountId, { storeId, vendorStoreId: 'SH-01' });
    const { observation } = aRecording(accountId, {});
    const paidLater = (at: number, hours: number) =>
      aRecording(accountId, {
        vendorNo: `R-${String(at)}`,
        placement: { ...observation.placement!, numbers: [], placedAt: later(at * 60_000) },
        payment: { ...observation.payment!, paidAt: later(at * 60_000 + hours * HOUR_MS) },
      });
    // Placed in hour 0, paid in hour 1; and one that is placed and paid in hour 2.
    await open.ledger.record([...Array.from({ length: 55 }, (_, at) => paidLater(at, 1)), paidLater(125, 0)]);
    const instance = new Instance('test');
    const deciding = new Deciding(open.clock, instance, DEFAULT_REPORTING_SETTINGS.restate);
    const deriving = new Deriving(open.clock, instance, deciding);
    const late = new LateChanges(open.database, deriving, DEFAULT_REPORTING_SETTINGS, () => undefined);
    const hours = [0, 1, 2].map((at) => ({
      ...{ storeId, accountId: null, start: later(at * HOUR_MS), end: later((at + 1) * HOUR_MS) },
    }));
    await open.database.transaction(async (sql) => {
      await lockStores(sql, [storeId]);
      await reviseHours(sql, hours, { cause: 'first', now: open.clock.now() });
    });
    await late.run(never);
    const revisions = async () =>
      (
        await open.database.rows<{
          revision: number;
          orders: number;
          why: string[];
          rule_versions: number[];
        }>({
          text: 'SELECT revision, orders, why, rule_versions FROM hourly_revisions ORDER BY hour_start, revision',
        })
      ).map(({ revision, orders, why, rule_versions }) => [revision, orders, why, rule_versions]);
    const first = await revisions();
    expect(first.map(([revision, orders]) => [revision, orders])).toEqual([
      [1, 0],
      [1, 55],
      [1, 1],
    ]);

    const lazy = Object.create(open.attribution, { goOn: { value: () => Promise.resolve(false) } });
    const rules = { refunds: 'ignore', negativeHours: 'hold' } as const;
    const wish = { ...rules, countedBy: 'placed', leftOut: [], excludedSources: [] } as const;
    const stated = { ...wish, inForceFrom: later(0), reason: 'as the till counts', statedBy: 'boss' };
    const made = await new RuleSetsService(open.database, open.clock, lazy).state(storeId, stated);
    await open.attribution.goOn(made!.jobId!).then(() => late.run(never));
    await open.attributing.run(never);
    await late.run(never);
    const all = await revisions();
    expect(all.slice(1, 2)).toEqual([[2, 55, ['rule'], [1]]]);
    expect(all.slice(3, 4)).toEqual([[2, 0, ['rule'], []]]);
    expect(all).toHaveLength(5);
    await late.run(never);
    expect(await revisions()).toEqual(all);
  } finally {
    await open.close();
  }
});
