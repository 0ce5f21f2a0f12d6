import { deleteOldBulks } from '#bulk/old-bulks.store.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { BY, type BulkWorld, bulkWorld, LOOSE } from './bulk-world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

describe('an act on many things', () => {
  let world: BulkWorld;
  beforeEach(async () => {
    world = await bulkWorld();
  });
  afterEach(() => world.close());

  it('is planned with what is meant fixed and counted, and begins nothing', async () => {
    await world.beads(25);
    const id = await world.plan(LOOSE);
    await world.work(world.running('a'));
    expect(await world.shown.get(id)).toMatchObject({
      ...{ state: 'planned', total: 25, done: 0, plannedBy: BY.id, startedBy: null, reason: null },
      words: { zh: '拨', en: 'move' },
    });
    const sample = await world.shown.sample(id);
    expect(sample.map(({ target }) => target)).toEqual(
      Array.from({ length: 10 }, (_, at) => String(at + 1).padStart(6, '0')),
    );
    expect(sample[0]).toMatchObject({ ordinal: 1, name: 'bead 000001', was: 'loose', state: 'waiting' });
    expect(await world.moved()).toEqual({ 0: 25 });

    await world.database.rows({ text: `INSERT INTO beads VALUES ('000000', 'loose')` });
    await world.service.start(id, 'because', BY);
    await world.work(world.running('a'));
    expect(await world.moved()).toEqual({ 0: 1, 1: 25 });
    expect(await world.counts(id)).toEqual({ state: 'done', total: 25, done: 25, failed: 0, skipped: 0 });
    expect(await world.shown.get(id)).toMatchObject({ startedBy: BY.id, reason: 'because' });
    expect(world.events.map(({ outcome }) => outcome)).toEqual(['started', 'done']);
  });

  it('is refused where more is meant than can be at once, and nothing of it stays', async () => {
    await world.beads(2_001);
    await expect(world.plan(LOOSE)).rejects.toThrow('more than 2000 are meant');
    expect(await world.shown.list({ limit: 5 })).toEqual([]);
    await world.database.rows({ text: `DELETE FROM beads WHERE id = '000001'` });
    expect(await world.counts(await world.plan(LOOSE))).toMatchObject({ total: 2_000 });
  });

  it('leaves what failed or is otherwise by now, says why, and does the rest', async () => {
    await world.beads(6);
    const id = await world.begun();
    await world.database.rows({ text: `UPDATE beads SET state = 'glued' WHERE id IN ('000002', '000005')` });
    await world.database.rows({ text: `UPDATE beads SET state = 'lost' WHERE id = '000003'` });
    await world.work(world.running('a'));
    expect(await world.counts(id)).toEqual({ state: 'done', total: 6, done: 3, failed: 2, skipped: 1 });
    const why = async (state: 'failed' | 'skipped' | 'done') =>
      (await world.shown.items(id, { state, limit: 9 })).map(({ target, why, code, params }) => [
        ...[target, why, code, params],
      ]);
    expect(await why('failed')).toEqual([
      ['000002', 'it is glued', 'bulk_means_nothing', {}],
      ['000005', 'it is glued', 'bulk_means_nothing', {}],
    ]);
    expect(await why('skipped')).toEqual([
      ['000003', 'its state is lost by now', 'delivery_is_otherwise', { deliveryState: 'lost' }],
    ]);
    expect(await why('done')).toContainEqual(['000001', null, null, {}]);
    expect(await world.moved()).toEqual({ 0: 3, 1: 3 });
  });

  it('tells of a fault that nobody foresaw without its words, and goes on', async () => {
    await world.beads(3);
    world.acts.add('break', {
      perMinute: 60_000,
      audited: ['store.changed', 'store'],
      do: (_sql, { target }) =>
        target === '000002' ? Promise.reject(new TypeError('of 13800138000')) : Promise.resolve(),
    });
    const id = await world.begun(LOOSE, 'break');
    await world.work(world.running('a'));
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: 2, failed: 1 });
    const [item] = await world.shown.items(id, { state: 'failed', limit: 1 });
    expect(item).toMatchObject({
      why: 'unexpected fault (TypeError): the log has more',
      ...{ code: 'bulk_item_fault', params: { kind: 'TypeError' } },
    });
    expect(world.events.filter(({ level }) => level === 'error')).toMatchObject([{ outcome: 'item failed' }]);
  });

  it('can be begun once, within an hour, and not where nothing is meant', async () => {
    await world.beads(1);
    const [id, late] = [await world.plan(LOOSE), await world.plan(LOOSE)];
    await world.service.start(id, 'because', BY);
    await expect(world.service.start(id, 'again', BY)).rejects.toThrow('begun already');
    await world.work(world.running('a'));
    await expect(world.service.start(id, 'again', BY)).rejects.toThrow('has ended');
    const nothing = await world.plan({ ...LOOSE, values: ['loose'] });
    await expect(world.service.start(nothing, 'because', BY)).rejects.toThrow('nothing is meant');
    world.later(HOUR_MS);
    await expect(world.service.start(late, 'because', BY)).rejects.toThrow('has expired');
    expect(await world.counts(late)).toMatchObject({ state: 'expired' });
    expect((await world.shown.list({ state: 'expired', limit: 9 })).map((one) => one.id)).toContain(late);
    expect(await world.shown.list({ state: 'planned', limit: 9 })).toEqual([]);
    await expect(world.service.start(BY.id, 'because', BY)).rejects.toThrow('there is no bulk');
  });

  it('is stopped between two things, and what is done stays', async () => {
    await world.beads(90);
    let done = 0;
    let stopped: Promise<void> | undefined;
    const stopping = { id: '' };
    world.acts.add('stop', {
      perMinute: 60_000,
      audited: ['store.changed', 'store'],
      do: async () => {
        done += 1;
        if (done !== 4) return;
        stopped = world.service.cancel(stopping.id, BY);
        await untilSomebodyWaits(world.database);
      },
    });
    stopping.id = await world.plan(LOOSE, 'stop');
    await world.service.start(stopping.id, 'because', BY);
    await world.work(world.running('a'));
    await stopped;
    const { done: before, ...counts } = await world.counts(stopping.id);
    expect(counts).toEqual({ state: 'cancelled', total: 90, failed: 0, skipped: 0 });
    // The one in hand is done to its end; who waits for it comes soon, not always before the next.
    expect(before).toBeGreaterThanOrEqual(4);
    expect(before).toBeLessThan(90);
    expect(await world.shown.items(stopping.id, { state: 'waiting', limit: 99 })).toHaveLength(90 - before);
    expect(await world.shown.get(stopping.id)).toMatchObject({ cancelledBy: BY.id });
    await expect(world.service.cancel(stopping.id, BY)).rejects.toThrow('has ended');
  });

  it('goes no faster than its act allows, and others have a turn meanwhile', async () => {
    await world.beads(150);
    world.acts.add('slow', {
      perMinute: 100,
      audited: ['store.changed', 'store'],
      do: () => Promise.resolve(),
    });
    const [one, other] = [await world.begun(LOOSE, 'slow'), await world.begun(LOOSE, 'slow')];
    const hub = world.running('a');
    await hub.run(NEVER);
    expect([await world.counts(one), await world.counts(other)]).toMatchObject([
      { done: 100 },
      { done: 100 },
    ]);
    world.later(59_000);
    await hub.run(NEVER);
    expect(await world.counts(one)).toMatchObject({ done: 100 });
    world.later(1_000);
    await hub.run(NEVER);
    expect(await world.counts(one)).toMatchObject({ state: 'done', done: 150 });
  });

  it('waits for a lock that somebody keeps, and in the end leaves that one thing', async () => {
    await world.beads(3);
    const id = await world.begun();
    const text = `SELECT FROM beads WHERE id = '000002' FOR UPDATE`;
    const release = await holdLock(world.database, { text });
    const database = impatient(world.database);
    const hub = world.running('a', { database });
    await hub.run(NEVER);
    expect(await world.counts(id)).toMatchObject({ state: 'running', done: 1, failed: 0 });
    expect((await world.shown.get(id))!.errorMessage).toContain('somebody keeps a lock');
    for (let tries = 1; tries < 10; tries += 1) {
      world.later(3_000);
      await hub.run(NEVER);
    }
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: 2, failed: 1 });
    expect(await world.shown.items(id, { state: 'failed', limit: 9 })).toMatchObject([
      { target: '000002', code: 'bulk_item_out_of_reach' },
    ]);
    await release();
    await database.close();
  });

  it('is forgotten 90 days after its end, a plan that nobody began the day after', async () => {
    await world.beads(3);
    const [ended, planned, running] = [await world.begun(), await world.plan(LOOSE), await world.plan(LOOSE)];
    await world.work(world.running('a'));
    world.later(HOUR_MS + DAY_MS + 1);
    await deleteOldBulks(world.database, world.clock.now());
    expect((await world.shown.list({ limit: 9 })).map(({ id }) => id)).toEqual([ended]);
    world.later(89 * DAY_MS);
    await deleteOldBulks(world.database, world.clock.now());
    expect(await world.shown.list({ limit: 9 })).toEqual([]);
    for (const id of [ended, planned, running]) expect(await world.shown.items(id, { limit: 1 })).toEqual([]);
  });
});
