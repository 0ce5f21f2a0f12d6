import { SubmissionJobsService } from '#reporting/operator/submission-jobs.service.js';
import { at, type Hub, ReportingWorld } from './reporting-world.js';

describe('a long period that somebody asks for', () => {
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
  const submitted = async (storeId: string): Promise<number> =>
    world.database.prisma.submission.count({ where: { storeId } });
  /** Minute by minute, with what is submitted sent. */
  const work = async (hub: Hub, minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await hub.workJobs();
      await hub.submit();
      world.clock.pass(1);
    }
  };

  it('is submitted hour by hour as fast as it may be, by whichever hub comes, and tells how far it is', async () => {
    const { storeId } = await world.addShop();
    const id = await ask(storeId, '2026-01-20T00:00', '2026-03-01T00:00', 300);
    await work(world.hub('a'), 2);
    expect(await submitted(storeId)).toBe(600);
    expect(await jobs.get(id)).toMatchObject({ state: 'open', hours: 960, hoursDone: 600, submissions: 600 });
    expect((await jobs.get(id))!.hoursPerMinuteNow).toBe(300);
    await work(world.hub('b'), 4);
    expect(await jobs.get(id)).toMatchObject({
      state: 'done',
      hoursDone: 960,
      submissions: 960,
      errorMessage: null,
    });
    expect(await submitted(storeId)).toBe(960);
    expect(await world.gaps.list({ storeId, states: ['failed', 'conflict', 'waiting'], limit: 9 })).toEqual(
      [],
    );
  });

  it('is of all stores that are reported, an hour that nobody takes being left', async () => {
    const [one, ended] = [await world.addShop(), await world.addShop()];
    await world.addStore();
    await world.database.prisma.salesSink.updateMany({
      where: { storeId: ended.storeId },
      data: { endsAt: at('2026-03-05T03:00') },
    });
    world.clock.set('2026-03-05T06:30');
    const id = await ask(null, '2026-03-05T00:00', '2026-03-05T09:00');
    await work(world.hub(), 3);
    expect(await jobs.get(id)).toMatchObject({
      state: 'done',
      hours: 12,
      hoursDone: 12,
      submissions: 8,
      hoursLeft: 4,
    });
    expect([await submitted(one.storeId), await submitted(ended.storeId)]).toEqual([6, 2]);
    expect(world.events.filter(({ event }) => event === 'submission_job')).toEqual([
      { event: 'submission_job', level: 'warn', jobId: id, outcome: 'done', hoursDone: 12, hoursLeft: 4 },
    ]);
  });

  it('rests while it is paused, goes on where it was, and ends when it is cancelled', async () => {
    const { storeId } = await world.addShop();
    const id = await ask(storeId, '2026-01-20T00:00', '2026-03-01T00:00', 60);
    const hub = world.hub();
    await work(hub, 1);
    await jobs.pause(id);
    await work(hub, 3);
    expect(await submitted(storeId)).toBe(60);
    await jobs.resume(id);
    await work(hub, 1);
    expect(await submitted(storeId)).toBe(120);
    await jobs.cancel(id);
    await work(hub, 2);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 120 });
    const told = world.events.filter(({ event }) => event === 'submission_job');
    expect(told.map(({ outcome, hoursDone }) => [outcome, hoursDone])).toEqual([
      ...[
        ['paused', 60],
        ['resumed', 60],
        ['cancelled', 120],
      ],
    ]);
    await expect(jobs.resume(id)).rejects.toThrow('has ended');
    await expect(jobs.pause(world.newId())).rejects.toThrow('job');
  });

  it('puts no more reports before new hours than a few hundred', async () => {
    const { storeId, accountId } = await world.addShop();
    const id = await ask(storeId, '2026-01-20T00:00', '2026-03-01T00:00', 300);
    await world.pause(accountId, true);
    await work(world.hub(), 3);
    expect(await submitted(storeId)).toBe(300);
    expect((await jobs.get(id))!.errorMessage).toContain('still to be sent');
    await world.pause(accountId, false);
    await work(world.hub(), 5);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 960, errorMessage: null });
  });

  it('is kept when a batch of it fails, and tried again', async () => {
    const { storeId } = await world.addShop();
    const id = await ask(storeId, '2026-01-20T00:00', '2026-03-01T00:00');
    await world.database.rows({
      text: `CREATE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RAISE 'poison'; END $$`,
    });
    await world.database.rows({
      text: 'CREATE TRIGGER poison BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION poison()',
    });
    await work(world.hub(), 1);
    expect(await jobs.get(id)).toMatchObject({ state: 'open', hoursDone: 0 });
    expect((await jobs.get(id))!.errorMessage).toContain('fault');
    await world.database.rows({ text: 'DROP TRIGGER poison ON submissions' });
    await work(world.hub(), 4);
    expect(await jobs.get(id)).toMatchObject({ state: 'done', hoursDone: 960 });
  });

  it('is refused where it is no period, too long a one, or of no store that is reported', async () => {
    const { storeId } = await world.addShop();
    await expect(ask(storeId, '2026-03-01T00:00', '2026-02-01T00:00')).rejects.toThrow('later than from');
    await expect(ask(storeId, '2019-03-01T00:00', '2026-02-01T00:00')).rejects.toThrow('1830 days');
    await expect(ask(world.newId(), '2026-01-01T00:00', '2026-03-01T00:00')).rejects.toThrow('no such store');
    await expect(ask(await world.addStore(), '2026-01-01T00:00', '2026-03-01T00:00')).rejects.toThrow(
      'bind it',
    );
  });
});
