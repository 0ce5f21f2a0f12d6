import { readRunCounts, RunTroublesQuery } from '#reconciliation/operator/runs-standing.query.js';
import { deleteOldRuns } from '#reconciliation/runs/old-runs.store.js';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import { newId } from '../../support/open-ledger.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const DAY_MS = 86_400_000;

describe('how runs stand', () => {
  let world: ReconciliationWorld;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterEach(() => world.database.rows({ text: 'DELETE FROM reconciliation_runs' }));
  afterAll(() => world.close());

  const past = (days: number): Date => new Date(world.at().getTime() - days * DAY_MS);
  const ask = (accountId: string | null = null, days = 1) =>
    world.runs.create({ ...EVERYTHING, accountId, from: past(days), to: world.at() });
  const set = (id: string, columns: string, ...values: unknown[]) =>
    world.database.rows({
      text: `UPDATE reconciliation_runs SET ${columns} WHERE id = $1`,
      values: [id, ...values],
    });
  const counts = async () =>
    Object.fromEntries((await readRunCounts(world.database)).map(({ state, count }) => [state, count]));
  const troubles = () => new RunTroublesQuery(world.database).ofAccounts([world.till.id, world.shop]);

  it('is counted: open, paused, failing, and those of a day that left something', async () => {
    const id = await ask();
    expect(await counts()).toEqual({ open: 1 });
    await set(id, `failures = 1, error_message = 'no'`);
    expect(await counts()).toEqual({ failing: 1 });
    await world.runs.pause(id);
    expect(await counts()).toEqual({ paused: 1 });
    await set(id, 'paused_at = NULL, finished_at = $2, is_cut_short = true', world.at());
    expect(await counts()).toEqual({ left: 1 });
    await set(id, 'cancelled_at = finished_at');
    expect(await counts()).toEqual({});
    await set(id, 'cancelled_at = NULL, is_cut_short = false, orders_left = 2');
    expect(await counts()).toEqual({ left: 1 });
    await set(id, 'orders_left = 0');
    expect(await counts()).toEqual({});
    await set(id, 'orders_left = 2, finished_at = $2', past(1.1));
    expect(await counts()).toEqual({});
  });

  it('is a trouble of the account whose own run it is', async () => {
    const [own, all] = [await ask(world.till.id), await ask()];
    for (const id of [own, all]) await set(id, `failures = 1, error_message = 'no'`);
    expect(await troubles()).toEqual([
      {
        ...{ accountId: world.till.id, what: 'jobs', code: 'failing', message: 'no', count: 1 },
        oldestAt: expect.any(Date),
      },
    ]);
    await set(own, 'finished_at = $2, orders_left = 3', world.at());
    expect(await troubles()).toMatchObject([{ code: 'left', count: 3 }]);
    await set(own, 'orders_left = 0');
    expect(await troubles()).toEqual([]);
  });

  it('is told in the log, when a person stops one or lets it go on', async () => {
    const id = await ask();
    world.events.length = 0;
    await world.runs.pause(id);
    await world.runs.resume(id);
    await world.runs.cancel(id);
    await expect(world.runs.pause(id)).rejects.toThrow('ended');
    const line = { event: 'reconcile', level: 'info', runId: id, compared: 0 };
    expect(world.events).toEqual(['paused', 'resumed', 'cancelled'].map((outcome) => ({ ...line, outcome })));
  });

  it('is forgotten after three months, but for what the next of its scope and length is held against', async () => {
    const to = world.at();
    const asked = (days: number) =>
      world.runs.create({ ...EVERYTHING, accountId: null, from: new Date(to.getTime() - days * DAY_MS), to });
    const ended = async (days: number, change = '', length = 1) => {
      const id = await asked(length);
      await set(id, `finished_at = $2 ${change}`, past(days));
      return id;
    };
    await ended(100);
    const cutShort = await ended(99, ', is_cut_short = true');
    await world.database.rows({
      text: `INSERT INTO reconciliation_run_differences (run_id, id, order_id, account_id, rule, key, severity, evidence, since)
             SELECT $1, gen_random_uuid(), $2, $2, 'stuck', '', 'warn', '{}', now() FROM generate_series(1, 10001)`,
      values: [cutShort, newId()],
    });
    const kept = [await ended(98), await ended(97, '', 2), await ended(1, ', is_cut_short = true')];
    kept.push(await asked(1));
    await deleteOldRuns(world.database, world.at());
    const left = await world.shownRuns.list({ limit: 10 });
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
    expect(await world.database.rows({ text: 'SELECT FROM reconciliation_run_differences' })).toEqual([]);
  });
});
