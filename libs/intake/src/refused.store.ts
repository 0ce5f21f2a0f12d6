import type { Database } from '#database/database.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { keyOf } from './delivery.query.js';
import type { ErasedSenders } from './erasure/erased-senders.js';
import type { ReceivedDelivery } from './inbox.store.js';
import { KEPT_BODY, type KeptBody, keptBody } from './kept-body.js';

/** A delivery that is who it says, and says what cannot be taken. */
export interface RefusedDelivery extends ReceivedDelivery {
  /** JSON of the orders that it names, as far as they can be told. */
  readonly references: string;
  /** Theirs. */
  readonly numbers: readonly string[];
  readonly charset: string | null;
  readonly reason: string;
  readonly message: string;
  /** JSON of what is wrong, by field. */
  readonly faults: string;
}

export type RefusedOutcome = 'kept' | 'counted up' | 'only counted';

/** Of an account and a day, so that a sender that makes all its documents wrong does not fill the disk. */
export const MOST_KEPT_A_DAY = 1_000;

/** For so long after it last came a refused delivery makes its account unwell. */
const TELLS_FOR = `INTERVAL '24 hours'`;

/** Whoever holds the row of the day is alone in storing what was refused of the account. */
const LOCK_DAYS = `
INSERT INTO refused_days (account_id, day)
SELECT DISTINCT account_id, day FROM unnest($1::uuid[], $2::date[]) AS t(account_id, day) ORDER BY account_id, day
ON CONFLICT (account_id, day) DO UPDATE SET kept = refused_days.kept`;

const REFUSED = {
  account_id: 'uuid',
  day: 'date',
  id: 'uuid',
  received_at: 'timestamptz',
  connector: 'text',
  key: 'text',
  order_references: 'text',
  reason: 'text',
  message: 'text',
  faults: 'text',
  charset: 'text',
  ...KEPT_BODY,
} as const;

/** The same bytes count up what is kept of them since a day; of what is new the first thousand of a day are kept. */
const STORE = `
WITH hashed AS (SELECT * FROM ${inputRows([], REFUSED).from}),
alike AS (
  SELECT account_id, day, body_hash, min(id::text)::uuid AS id, count(*)::int AS times, max(received_at) AS last_at
  FROM hashed GROUP BY account_id, day, body_hash),
counted AS (
  UPDATE deliveries d SET times = d.times + seen.times, due_at = greatest(d.due_at, seen.last_at + ${TELLS_FOR})
  FROM (
    SELECT alike.*, one.received_at AS stored_at, one.id AS delivery_id FROM alike CROSS JOIN LATERAL (
      SELECT received_at, id FROM deliveries
      WHERE account_id = alike.account_id AND body_hash = alike.body_hash AND state = 'refused'
        AND received_at > alike.last_at - ${TELLS_FOR}
      ORDER BY received_at DESC LIMIT 1) AS one) AS seen
  WHERE d.received_at = seen.stored_at AND d.id = seen.delivery_id RETURNING seen.id),
fresh AS (
  SELECT alike.id, account_id, day, times, last_at,
    kept + row_number() OVER (PARTITION BY account_id, day ORDER BY alike.id) <= ${String(MOST_KEPT_A_DAY)} AS is_kept
  FROM alike JOIN refused_days USING (account_id, day) WHERE alike.id NOT IN (SELECT id FROM counted)),
days AS (
  UPDATE refused_days r SET kept = r.kept + n.kept, beyond = r.beyond + n.beyond,
    first_beyond_at = CASE WHEN n.beyond > 0 THEN coalesce(r.first_beyond_at, n.last_at) ELSE r.first_beyond_at END,
    last_beyond_at = CASE WHEN n.beyond > 0 THEN greatest(r.last_beyond_at, n.last_at) ELSE r.last_beyond_at END
  FROM (
    SELECT account_id, day, count(*) FILTER (WHERE is_kept)::int AS kept, max(last_at) AS last_at,
      coalesce(sum(times) FILTER (WHERE NOT is_kept), 0)::int AS beyond FROM fresh GROUP BY account_id, day) AS n
  WHERE r.account_id = n.account_id AND r.day = n.day),
chosen AS (SELECT hashed.*, fresh.times, fresh.last_at FROM hashed JOIN fresh ON fresh.id = hashed.id WHERE is_kept),
stored AS (
  INSERT INTO deliveries (id, received_at, account_id, connector, key, body_hash, body_size, order_references, state,
                          due_at, error_code, error_message, times, charset, faults)
  SELECT id, received_at, account_id, connector, key, body_hash, body_size, order_references::jsonb, 'refused',
         last_at + ${TELLS_FOR}, reason, message, times, charset, faults::jsonb FROM chosen),
bodies AS (INSERT INTO payloads (id, stored_at, body, is_sealed) SELECT id, received_at, kept, is_sealed FROM chosen)
SELECT hashed.id, CASE WHEN alike.id IN (SELECT id FROM counted) THEN 'counted up'
    WHEN NOT fresh.is_kept THEN 'only counted' WHEN hashed.id = alike.id THEN 'kept' ELSE 'counted up' END AS outcome
FROM hashed JOIN alike USING (account_id, day, body_hash) LEFT JOIN fresh ON fresh.id = alike.id`;

/** Of an order whose person was erased, without the person. @returns what became of each, in their order */
export async function storeRefused(
  database: Database,
  refused: readonly RefusedDelivery[],
  erased: Pick<ErasedSenders, 'bytesToKeep' | 'keeping'>,
): Promise<readonly RefusedOutcome[]> {
  const accounts = refused.map(({ accountId }) => accountId);
  const days = refused.map(({ receivedAt }) => receivedAt.toISOString().slice(0, 10));
  const rows = await database.transaction(async (sql) => {
    await sql.rows({ name: 'refused_lock', text: LOCK_DAYS, values: [accounts, days] });
    const kept = await erased.bytesToKeep(sql, refused);
    const { seal } = erased.keeping;
    const input = inputRows(
      refused.map((one, at) => ({
        ...refusedRow(one, days[at]),
        ...keptBody(seal, { id: one.id, body: kept[at] ?? one.body }),
      })),
      REFUSED,
    );
    return sql.rows<{ id: string; outcome: RefusedOutcome }>({
      name: 'refused_store',
      tells: ['delivery'],
      text: STORE,
      values: input.values,
    });
  });
  const outcomes = new Map(rows.map(({ id, outcome }) => [id, outcome]));
  return refused.map(({ id }) => outcomes.get(id) ?? 'only counted');
}

const refusedRow = (
  one: RefusedDelivery,
  day: string | undefined,
): Record<Exclude<keyof typeof REFUSED, keyof KeptBody>, unknown> => ({
  account_id: one.accountId,
  day,
  id: one.id,
  received_at: one.receivedAt,
  connector: one.connector,
  key: one.key,
  order_references: one.references,
  reason: one.reason,
  message: one.message,
  faults: one.faults,
  charset: one.charset,
});

/**
 * The end of a statement: what was refused of an order is made good by a delivery of it that is done.
 * @param settled a part of the statement with `account_id`, `order_references` and `state`
 */
export const endRefused = (settled: string): string => `
  UPDATE deliveries SET settled_at = clock_timestamp()
  FROM (
    SELECT DISTINCT account_id, named ->> 'vendorNo' AS order_no
    FROM ${settled}, jsonb_array_elements(order_references) AS named WHERE state = 'done') AS good
  WHERE deliveries.state = 'refused' AND deliveries.settled_at IS NULL AND deliveries.account_id = good.account_id
    AND deliveries.order_references -> 0 ->> 'vendorNo' = good.order_no`;

export async function dismissRefused(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    tells: [hintOf('delivery', id)],
    text: `UPDATE deliveries SET settled_at = coalesce(settled_at, clock_timestamp())
           WHERE received_at = $1 AND id = $2 AND state = 'refused'`,
    values: [keyOf(id).receivedAt, id],
  });
}

/** Those that have told long enough. */
export async function endOldRefused(sql: Sql, now: Date): Promise<void> {
  await sql.rows({
    tells: ['delivery'],
    text: `UPDATE deliveries SET settled_at = due_at WHERE state = 'refused' AND settled_at IS NULL AND due_at < $1`,
    values: [now],
  });
}
