import type { Sql } from '#database/sql.js';

/** Any number that no other advisory lock of ours uses. */
const RECORDING_LOCK = 7_303_014;

/**
 * Held, shared, by whoever folds orders, from before it reads by which bindings or rule sets: nobody waits for it, but
 * it shows who may not know the newest.
 */
export async function lockRecording(sql: Sql): Promise<void> {
  await sql.rows({
    name: 'ledger_recording_lock',
    text: `SELECT pg_advisory_xact_lock_shared(${String(RECORDING_LOCK)})`,
  });
}

/**
 * The recordings under way, and what else folds orders. After bindings or a rule set have changed: one that is not
 * among them goes by the new ones, because it has begun later.
 */
export async function recordingsUnderWay(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ virtualtransaction: string }>({
    name: 'ledger_recordings_under_way',
    text: `SELECT virtualtransaction FROM pg_locks
           WHERE locktype = 'advisory' AND classid = 0 AND objid = ${String(RECORDING_LOCK)} AND objsubid = 1
             AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  });
  return rows.map((row) => row.virtualtransaction);
}
