import type { Sql } from '#database/sql.js';

/** A hub that runs, and the marks of its master keys: the first is the one that it writes with. */
export interface KeyHolder {
  readonly instanceId: string;
  readonly marks: readonly string[];
}

export const HOLDS_EVERY_MS = 5_000;
/** A hub that has not shown itself for this long is taken for dead. */
const DEAD_AFTER_MS = 30_000;

const LIVE = `seen_at > clock_timestamp() - make_interval(secs => ${String(DEAD_AFTER_MS / 1_000)})`;

/** Says which master keys a hub knows; rows of dead hubs go with it. */
export async function holdKeys(sql: Sql, { instanceId, marks }: KeyHolder): Promise<void> {
  await sql.rows({
    name: 'hold_keys',
    text: `WITH gone AS (DELETE FROM key_holders WHERE instance_id <> $1 AND NOT ${LIVE})
           INSERT INTO key_holders (instance_id, marks, seen_at) VALUES ($1, $2, clock_timestamp())
           ON CONFLICT (instance_id) DO UPDATE SET marks = excluded.marks, seen_at = excluded.seen_at`,
    values: [instanceId, marks],
  });
}

export async function letKeysGo(sql: Sql, instanceId: string): Promise<void> {
  await sql.rows({ text: 'DELETE FROM key_holders WHERE instance_id = $1', values: [instanceId] });
}

export const liveKeyHolders = (sql: Sql): Promise<KeyHolder[]> =>
  sql.rows({
    name: 'live_key_holders',
    text: `SELECT instance_id AS "instanceId", marks FROM key_holders WHERE ${LIVE} ORDER BY instance_id`,
  });
