import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** What a person changes of a run. Left out: it stays. */
export interface RunChange {
  readonly pausedAt?: Date | null;
  readonly cancelledAt?: Date;
  readonly finishedAt?: Date;
  readonly failures?: number;
  readonly dueAt?: Date;
  readonly leaseHolder?: null;
  readonly leaseUntil?: null;
}

interface LockedRun {
  readonly pausedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly compared: number;
}

export async function lockRunToChange(sql: Sql, id: string): Promise<LockedRun | undefined> {
  const [row] = await sql.rows<LockedRun>({
    name: 'reconciliation_lock_run_to_change',
    text: `SELECT paused_at AS "pausedAt", finished_at AS "finishedAt", compared FROM reconciliation_runs
           WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return row;
}

const COLUMNS: Readonly<Record<keyof RunChange, string>> = {
  pausedAt: 'paused_at',
  cancelledAt: 'cancelled_at',
  finishedAt: 'finished_at',
  failures: 'failures',
  dueAt: 'due_at',
  leaseHolder: 'lease_holder',
  leaseUntil: 'lease_until',
};

export async function writeRunChange(sql: Sql, id: string, change: RunChange): Promise<void> {
  const given = Object.entries(change) as [keyof RunChange, unknown][];
  const set = given.map(([field], at) => `${COLUMNS[field]} = $${String(at + 2)}`).join(', ');
  await sql.rows({
    tells: [hintOf('run', id)],
    text: `UPDATE reconciliation_runs SET ${set} WHERE id = $1`,
    values: [id, ...given.map(([, value]) => value)],
  });
}
