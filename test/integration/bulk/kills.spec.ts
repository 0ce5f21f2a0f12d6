import { once } from 'node:events';
import type { RunningParts } from '#bulk/running.js';
import { claimBulk } from '#bulk/running.store.js';
import { DatabaseSilentError } from '#database/statement-bounds.js';
import { KilledError, mortalDatabase } from '../reconciliation/mortal-database.js';
import { type BulkWorld, bulkWorld, LEASE_MS, LOOSE } from './bulk-world.js';

const NEVER = new AbortController().signal;
const BEADS = 12;

describe('an act on many things whose hubs are killed', () => {
  let world: BulkWorld;
  beforeEach(async () => {
    world = await bulkWorld();
    await world.beads(BEADS);
  });
  afterEach(() => world.close());

  it('does each thing once, at whichever statement they die', async () => {
    const id = await world.begun();
    let kills = 0;
    for (let diesAt = 1; ; diesAt += 1) {
      const died = await world
        .running(`mortal ${String(diesAt)}`, { database: mortalDatabase(world.database, diesAt) })
        .run(NEVER)
        .then(
          () => false,
          (error: unknown) => error instanceof KilledError,
        );
      if (!died) break;
      kills += 1;
      world.later(LEASE_MS);
    }
    expect(kills).toBeGreaterThan(10);
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: BEADS, failed: 0, skipped: 0 });
    expect(await world.moved()).toEqual({ 1: BEADS });
  });

  it('waits for a hub that has it in hand as long as its lease lasts', async () => {
    const id = await world.begun();
    const lease = { holder: 'dead', until: new Date(world.clock.now().getTime() + LEASE_MS) };
    await claimBulk(world.database, ['move'], lease, world.clock.now());
    await world.running('b').run(NEVER);
    expect(await world.counts(id)).toMatchObject({ state: 'running', done: 0 });
    world.later(LEASE_MS);
    await world.work(world.running('b'));
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: BEADS });
  });

  it.each([
    ['is away', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    ['is silent', new DatabaseSilentError('no answer', 30_000)],
  ])('goes on at once after a database %s, also where a commit was not answered', async (_how, error) => {
    const id = await world.begun();
    let [commits, notes] = [0, 0];
    const database: RunningParts['database'] = {
      transaction: async (work) => {
        const done = await world.database.transaction(work);
        if ((commits += 1) === 3) throw error;
        return done;
      },
      rows: (statement) => {
        if (statement.name === 'bulk_note_failure' && (notes += 1) === 1) throw error;
        return world.database.rows(statement);
      },
    };
    await world.running('a', { database }).run(NEVER);
    expect((await world.shown.get(id))?.errorMessage).toMatch(/^waits: the database is away/);
    world.later(3_000);
    await world.work(world.running('a'));
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: BEADS, failed: 0, skipped: 0 });
    expect(await world.moved()).toEqual({ 1: BEADS });
    expect(notes).toBe(2);
  });

  it('is shared by two hubs where there are several', async () => {
    const ids = [await world.begun(), await world.begun(), await world.begun()];
    await Promise.all([world.work(world.running('a')), world.work(world.running('b'))]);
    for (const id of ids) expect(await world.counts(id)).toMatchObject({ state: 'done', done: BEADS });
    expect(await world.moved()).toEqual({ 3: BEADS });
  });

  it('is taken over from a hub that was frozen, which then does nothing more of it', async () => {
    const thaw = new AbortController();
    const frozen = new AbortController();
    let moves = 0;
    world.acts.add('freeze', {
      perMinute: 60_000,
      audited: ['store.changed', 'store'],
      do: async (sql, { target }) => {
        moves += 1;
        const isThis = moves === 3;
        await sql.rows({ text: 'UPDATE beads SET times = times + 1 WHERE id = $1', values: [target] });
        if (!isThis) return;
        frozen.abort();
        await once(thaw.signal, 'abort');
      },
    });
    const id = await world.begun(LOOSE, 'freeze');
    const first = world.running('a').run(NEVER);
    if (!frozen.signal.aborted) await once(frozen.signal, 'abort');
    // The server ends the transaction of a hub that says nothing.
    await world.database.rows({
      text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND state = 'idle in transaction'`,
    });
    world.later(LEASE_MS);
    await world.work(world.running('b'));
    thaw.abort();
    await first.catch(() => undefined);
    expect(await world.counts(id)).toMatchObject({ state: 'done', done: BEADS, failed: 0 });
    expect(await world.moved()).toEqual({ 1: BEADS });
    expect(moves).toBe(BEADS + 1);
  });
});
