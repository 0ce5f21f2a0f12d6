import { ConflictError } from '#accounts/account-errors.js';
import { AuditWriter } from '#audit/acts/audit-writer.js';
import { BulkActs } from '#bulk/bulk-act.js';
import { BulksQuery } from '#bulk/bulks.query.js';
import { BulksService } from '#bulk/bulks.service.js';
import { Running, type RunningParts } from '#bulk/running.js';
import { Database } from '#database/database.js';
import type { Sql, Statement } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import type { LogEvent } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { createTestDatabase, PATIENT } from '../../support/database.js';

export const LEASE_MS = 60_000;
export const BY = { kind: 'key', id: '019cbb4b-4c00-79a2-b576-060241b49571' };
const NEVER = new AbortController().signal;

/** Beads that can be moved: a table of its own, and an act that counts how often each was moved. */
export async function bulkWorld() {
  const { url, drop } = await createTestDatabase();
  const database = new Database({ url, max: 8, name: 'suanpan-test', ...PATIENT }, () => undefined);
  await database.rows({ text: `CREATE TABLE beads (id text PRIMARY KEY, state text, times int DEFAULT 0)` });
  await database.rows({ text: `SELECT ensure_partitions('2026-03-01', 2)` });
  let ms = Date.parse('2026-03-05T02:00:00Z');
  const clock = { now: () => new Date(ms), latest: () => new Date(ms) };
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const acts = new BulkActs();
  acts.add('move', {
    perMinute: 60_000,
    audited: ['store.changed', 'store'],
    most: 2_000,
    do: (sql, { target, was }) => moveBead(sql, target, was),
  });
  const writer = new AuditWriter({ clock, instance: { id: 'test' } });
  const service = new BulksService({
    database,
    clock,
    instance: new Instance('api'),
    acts,
    log,
  });
  const shown = new BulksQuery(database, clock);

  const plan = (selection: Statement, act = 'move') =>
    service.plan({ act, asked: {}, words: { zh: '拨', en: 'move' }, selection }, BY);

  return {
    ...{ database, clock, events, acts, service, shown, plan },
    later: (by: number) => void (ms += by),
    async beads(count: number, state = 'loose'): Promise<void> {
      await database.rows({
        text: `INSERT INTO beads SELECT lpad(n::text, 6, '0'), $2 FROM generate_series(1, $1::int) n`,
        values: [count, state],
      });
    },
    /** What may be begun by anybody. */
    async begun(selection = LOOSE, act = 'move'): Promise<string> {
      const id = await plan(selection, act);
      await service.start(id, 'because', BY);
      return id;
    },
    running: (instance: string, parts: Partial<RunningParts> = {}) =>
      new Running({
        ...{ database, clock, acts, writer, log },
        leases: new Leases(clock, new Instance(instance), LEASE_MS),
        ...parts,
      }),
    /** Lets a hub work until nothing runs any more, however it has to rest. */
    async work(hub: Running): Promise<void> {
      for (;;) {
        await hub.run(NEVER);
        const [open] = await shown.list({ state: 'running', limit: 1 });
        if (open === undefined) return;
        ms += 1_000;
      }
    },
    /** How often each was moved → how many were. */
    async moved(): Promise<Record<number, number>> {
      const text = 'SELECT times, count(*)::int AS beads FROM beads GROUP BY times';
      const rows = await database.rows<{ times: number; beads: number }>({ text });
      return Object.fromEntries(rows.map(({ times, beads }) => [times, beads]));
    },
    counts: async (id: string) => {
      const { state, total, done, failed, skipped } = (await shown.get(id))!;
      return { state, total, done, failed, skipped };
    },
    async close() {
      await database.close();
      await drop();
    },
  };
}

export type BulkWorld = Awaited<ReturnType<typeof bulkWorld>>;

export const LOOSE: Statement = {
  text: `SELECT id AS target, 'bead ' || id AS name, state AS was FROM beads WHERE state <> $1 ORDER BY id`,
  values: ['still'],
};

async function moveBead(sql: Sql, id: string, was: string | null): Promise<void> {
  const [bead] = await sql.rows<{ state: string }>({
    text: 'UPDATE beads SET times = times + 1 WHERE id = $1 RETURNING state',
    values: [id],
  });
  if (bead?.state === 'glued')
    throw new DomainError({ ...refusal('bulk_means_nothing'), message: 'it is glued' });
  if (bead?.state !== was)
    throw new ConflictError(refusal('delivery_is_otherwise', { deliveryState: bead?.state ?? 'gone' }));
}
