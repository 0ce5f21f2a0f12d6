import type { Sql } from '#database/sql.js';
import type { FoundMonth } from './months.query.js';

// Each is one statement without a name: PostgreSQL takes them outside of a transaction alone. Names come from the
// catalog and have the form of a month's.

const child = ({ name }: FoundMonth): string => `partitions."${name}"`;

/**
 * In two transactions of PostgreSQL's own. The first takes the month out of sight, and keeps out nobody but who changes
 * tables; the second waits for those who still see it. Cut off between the two it is `pending`.
 */
export async function detach(sql: Sql, month: FoundMonth): Promise<void> {
  await sql.rows({ text: `ALTER TABLE ${month.table} DETACH PARTITION ${child(month)} CONCURRENTLY` });
}

/** Goes on with one that is `pending`: waits for every snapshot that is older. */
export async function finishDetaching(sql: Sql, month: FoundMonth): Promise<void> {
  await sql.rows({ text: `ALTER TABLE ${month.table} DETACH PARTITION ${child(month)} FINALIZE` });
}

/** Detaching has left the month's bounds as a constraint, so that nothing is read for this. */
export async function attach(sql: Sql, month: FoundMonth): Promise<void> {
  const [from, to] = [month.from, month.to].map((at) => `'${at.toISOString()}'`);
  await sql.rows({
    text: `ALTER TABLE ${month.table} ATTACH PARTITION ${child(month)} FOR VALUES FROM (${from}) TO (${to})`,
  });
}

export async function drop(sql: Sql, month: FoundMonth): Promise<void> {
  await sql.rows({ text: `DROP TABLE ${child(month)}` });
}
