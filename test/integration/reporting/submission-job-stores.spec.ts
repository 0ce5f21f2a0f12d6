import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { GapTroublesQuery } from '#reporting/operator/gap-troubles.query.js';
import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { at, ReportingWorld } from './reporting-world.js';
import { SlowFor } from './slow-for.js';

describe('stores of a long period that cannot go on', () => {
  let world: ReportingWorld;
  let jobs: SubmissionJobsService;
  beforeEach(async () => {
    world = await ReportingWorld.open();
    world.clock.set('2026-03-05T00:20');
    jobs = new SubmissionJobsService(world.database, world.clock, (event) => world.events.push(event));
  });
  afterEach(() => world.close());

  const ask = (storeId: string | null, from: string, to: string, hoursPerMinute = 600) =>
    jobs.create({ storeId, from: at(from), to: at(to), hoursPerMinute });
  /** In the order in which a job comes to them. */
  const twoShops = async () => {
    const [one, other] = [await world.addShop(), await world.addShop()];
    return one.storeId < other.storeId ? ([one, other] as const) : ([other, one] as const);
  };
  const submitted = (storeId: string): Promise<number> =>
    world.database.prisma.submission.count({ where: { storeId } });
  const troubles = async (...ids: string[]) =>
    (await new GapTroublesQuery(world.database, DEFAULT_REPORTING_SETTINGS).ofAccounts(ids)).filter(
      ({ what }) => what === 'jobs',
    );
  const work = async (minutes: number, sends = true): Promise<void> => {
    const hub = world.hub();
    for (let minute = 0; minute < minutes; minute += 1) {
      await hub.workJobs();
      if (sends) await hub.submit();
      world.clock.pass(1);
    }
  };
  /** The ledger of a store refuses to be read: of all hours, or of those that begin before it. */
  const poison = async (storeId: string, before = 'infinity'): Promise<void> => {
    const text = `CREATE OR REPLACE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.store_id = '${storeId}' AND NEW.hour_start < '${before}' THEN RAISE 'poison'; END IF; RETURN NEW; END $$`;
    await world.database.rows({ text });
    await world.database.rows({
      text: 'CREATE TRIGGER poison BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION poison()',
    });
  };

  it('keep no other from being done, and are left in the end, with why', async () => {
    const [bad, good] = await twoShops();
    await poison(bad.storeId);
    const id = await ask(null, '2026-03-01T00:00', '2026-03-01T12:00');
    await work(1);
    expect(await submitted(good.storeId)).toBe(12);
    const message = 'unexpected fault: error P0001';
    expect(await jobs.get(id)).toMatchObject({
      ...{ state: 'open', hours: 24, hoursDone: 12, hoursLeft: 0, errorMessage: message },
      stores: [{ storeId: bad.storeId, hoursLeft: 0, message }],
    });
    expect(await troubles(bad.accountId, good.accountId)).toMatchObject([
      { accountId: bad.accountId, code: 'failing', count: 1 },
    ]);
    await work(15, false);
    expect(await jobs.get(id)).toMatchObject({
      ...{ state: 'done', hoursDone: 24, hoursLeft: 12, submissions: 12, errorMessage: message },
      stores: [{ storeId: bad.storeId, hoursLeft: 12, message }],
    });
    const endedAt = async (finishedAt: Date) => {
      await world.database.prisma.submissionJobStore.updateMany({ data: { finishedAt } });
      return troubles(bad.accountId, good.accountId);
    };
    expect(await endedAt(new Date(Date.now() - 25 * 3_600_000))).toEqual([]);
    expect(await endedAt(new Date())).toMatchObject([
      { accountId: bad.accountId, code: 'left', count: 12, message: `${bad.storeId}: ${message}` },
    ]);
    await world.database.rows({ text: 'DROP TRIGGER poison ON submissions' });
    const again = await ask(null, '2026-03-01T00:00', '2026-03-01T12:00');
    await work(3);
    expect(await jobs.get(again)).toMatchObject({
      state: 'done',
      submissions: 12,
      unchanged: 12,
      stores: [],
    });
    expect(await submitted(bad.storeId)).toBe(12);
  });

  it('are left an hour of alone where it is that hour', async () => {
    const { storeId } = await world.addShop();
    await poison(storeId, '2026-03-01T01:00Z');
    const id = await ask(storeId, '2026-03-01T00:00', '2026-03-03T00:00');
    await work(8);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 48, hoursLeft: 1, submissions: 47 });
    expect(await submitted(storeId)).toBe(47);
  });

  it('wait for a paused account for most of an hour, and others go on', async () => {
    const [paused, other] = await twoShops();
    await world.pause(paused.accountId, true);
    const id = await ask(null, '2026-02-01T00:00', '2026-02-15T00:00', 300);
    await work(20);
    expect([await submitted(paused.storeId), await submitted(other.storeId)]).toEqual([300, 336]);
    const waits = { storeId: paused.storeId, hoursLeft: 0, message: expect.stringContaining('is paused') };
    expect(await jobs.get(id)).toMatchObject({ state: 'open', hoursDone: 636, stores: [waits] });
    expect(await troubles(paused.accountId, other.accountId)).toMatchObject([{ code: 'failing' }]);
    await work(60);
    expect(await jobs.get(id)).toMatchObject({
      ...{ state: 'done', hoursDone: 672, hoursLeft: 36 },
      stores: [{ ...waits, hoursLeft: 36 }],
    });
  });

  it('wait together where they are of one account that refuses, and go on together once it works', async () => {
    const first = await world.addShop();
    const second = await world.addStore();
    await world.bind(second, first.accountId);
    const id = await ask(null, '2026-02-01T00:00', '2026-02-15T00:00', 300);
    await work(1, false);
    const { submission } = world.database.prisma;
    await submission.updateMany({ data: { attempts: 1, errorCode: 'unavailable', errorMessage: 'away' } });
    await work(2, false);
    const message = expect.stringContaining('does not work');
    expect((await jobs.get(id))!.stores).toEqual(
      [first.storeId, second].sort().map((storeId) => ({ storeId, hoursLeft: 0, message })),
    );
    await work(6);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 672, hoursLeft: 0, stores: [] });
  });

  it('are tried in smaller parts where a statement takes too long', async () => {
    const [slow, other] = await twoShops();
    const id = await ask(null, '2026-03-01T00:00', '2026-03-01T12:00');
    const database = new SlowFor(slow.storeId, world.database);
    await world.hub('hub', {}, database).workJobs();
    await database.close();
    expect([await submitted(slow.storeId), await submitted(other.storeId)]).toEqual([0, 12]);
    const rows = await world.database.prisma.submissionJobStore.findMany({
      where: { storeId: slow.storeId },
    });
    expect(rows).toMatchObject([{ failures: 2 }]);
    expect(await troubles(slow.accountId)).toMatchObject([{ code: 'failing' }]);
    await work(5);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 24, hoursLeft: 0 });
  });

  it('are passed by while somebody keeps their rows, and no try is counted', async () => {
    const [held, other] = await twoShops();
    const id = await ask(null, '2026-03-01T00:00', '2026-03-01T12:00');
    const letGo = await holdLock(world.database, {
      text: 'SELECT FROM stores WHERE id = $1 FOR UPDATE',
      values: [held.storeId],
    });
    const database = impatient(world.database);
    await world.hub('hub', {}, database).workJobs();
    await database.close();
    expect([await submitted(held.storeId), await submitted(other.storeId)]).toEqual([0, 12]);
    const rows = await world.database.prisma.submissionJobStore.findMany({
      where: { storeId: held.storeId },
    });
    expect(rows).toMatchObject([{ failures: 0, message: expect.stringContaining('keeps a lock') }]);
    await letGo();
    await work(3);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 24, hoursLeft: 0 });
  });
});
