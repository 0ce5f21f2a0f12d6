import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { BodySeal } from '#domain/body-keeping.js';
import { type DeliveryState, keyOf } from './delivery.query.js';
import { DUE_NOW } from './due-now.js';
import { hashOf, KEPT_BODY, keptBody } from './kept-body.js';

/** What came, from a sender who is who it says. */
export interface ReceivedDelivery {
  readonly id: string;
  readonly receivedAt: Date;
  readonly accountId: string;
  readonly connector: string;
  readonly key: string | null;
  readonly body: Buffer;
}

/** A verified delivery on its way into the inbox. */
export interface NewDelivery extends ReceivedDelivery {
  readonly keyExpiresAt: Date;
  /** JSON of the references. */
  readonly references: string;
  /** What it is about when it names no order: there is nothing to work off. */
  readonly notRead: string | null;
  /** As it declares it, where its bytes are to be read by another than UTF-8. */
  readonly charset: string | null;
}

const DELIVERY = {
  id: 'uuid',
  received_at: 'timestamptz',
  account_id: 'uuid',
  connector: 'text',
  key: 'text',
  expires_at: 'timestamptz',
  order_references: 'text',
  not_read: 'text',
  charset: 'text',
  ...KEPT_BODY,
} as const;

const GIVEN = `
hashed AS (SELECT * FROM ${inputRows([], DELIVERY).from}),
keyed AS (
  INSERT INTO delivery_keys (account_id, key, body_hash, delivery_id, expires_at)
  SELECT account_id, key, body_hash, id, expires_at FROM hashed WHERE key IS NOT NULL
  ORDER BY account_id, key
  ON CONFLICT (account_id, key) DO NOTHING RETURNING delivery_id)`;

const KEPT = `
stored AS (
  INSERT INTO deliveries (id, received_at, account_id, connector, key, body_hash, body_size, order_references,
                          state, due_at, settled_at, error_code, error_message, times, charset)
  SELECT id, received_at, account_id, connector, key, body_hash, body_size, order_references::jsonb,
         CASE WHEN not_read IS NULL THEN 'pending' ELSE 'not_read' END, received_at,
         CASE WHEN not_read IS NOT NULL THEN received_at END, CASE WHEN not_read IS NOT NULL THEN 'not_read' END,
         not_read, times, charset FROM fresh),
kept AS (INSERT INTO payloads (id, stored_at, body, is_sealed) SELECT id, received_at, kept, is_sealed FROM fresh)
SELECT id FROM fresh`;

/**
 * One statement, one commit, however many deliveries: keys, rows and bodies stand or fall together. A key that is
 * taken already leaves its delivery out.
 */
const STORE_KEYED = `
WITH ${GIVEN},
fresh AS (SELECT hashed.*, 1 AS times FROM hashed WHERE id IN (SELECT delivery_id FROM keyed)),
${KEPT}`;

/**
 * The same where there are bodies without a key, for which the months are looked through. Such a one counts up an equal
 * one that nobody has begun to read: once it was read, the same body is news again, and so it is once the first waits for
 * a listing. Nobody is waited for: a row that somebody is at counts as read.
 */
const STORE = `
WITH ${GIVEN},
unkeyed AS (
  SELECT account_id, body_hash, min(id::text)::uuid AS id, count(*)::int AS times, min(received_at) AS received_at
  FROM hashed WHERE key IS NULL AND not_read IS NULL GROUP BY account_id, body_hash),
waiting AS (
  SELECT unkeyed.*, d.received_at AS stored_at, d.id AS delivery_id FROM unkeyed CROSS JOIN LATERAL (
    SELECT received_at, id FROM deliveries
    WHERE account_id = unkeyed.account_id AND body_hash = unkeyed.body_hash AND state = 'pending' AND key IS NULL
      AND lease_holder IS NULL AND NOT replayed AND listing IS NULL
    ORDER BY received_at LIMIT 1 FOR UPDATE SKIP LOCKED) d),
counted AS (
  UPDATE deliveries d SET times = d.times + waiting.times, due_at = least(d.due_at, waiting.received_at)
  FROM waiting WHERE d.received_at = waiting.stored_at AND d.id = waiting.delivery_id RETURNING waiting.id),
fresh AS (
  SELECT hashed.*, coalesce(unkeyed.times, 1) AS times FROM hashed LEFT JOIN unkeyed ON unkeyed.id = hashed.id
  WHERE hashed.id IN (SELECT delivery_id FROM keyed) OR (key IS NULL AND not_read IS NOT NULL)
    OR (unkeyed.id IS NOT NULL AND unkeyed.id NOT IN (SELECT id FROM counted))),
${KEPT}`;

/** @returns the ids that were stored; the others carry a key that had been used before, or were counted up */
export async function storeDeliveries(
  sql: Sql,
  deliveries: readonly NewDelivery[],
  seal: BodySeal,
): Promise<ReadonlySet<string>> {
  const areKeyed = deliveries.every(({ key }) => key !== null);
  const input = inputRows(
    deliveries.map((delivery) => deliveryRow(delivery, seal)),
    DELIVERY,
  );
  const rows = await sql.rows<{ id: string }>({
    name: areKeyed ? 'inbox_store_keyed' : 'inbox_store',
    tells: ['delivery'],
    text: areKeyed ? STORE_KEYED : STORE,
    values: input.values,
  });
  return new Set(rows.map((row) => row.id));
}

const deliveryRow = (delivery: NewDelivery, seal: BodySeal): Record<keyof typeof DELIVERY, unknown> => ({
  id: delivery.id,
  received_at: delivery.receivedAt,
  account_id: delivery.accountId,
  connector: delivery.connector,
  key: delivery.key,
  expires_at: delivery.keyExpiresAt,
  order_references: delivery.references,
  not_read: delivery.notRead,
  charset: delivery.charset,
  ...keptBody(seal, delivery),
});

/** The hash of the body that a key was first used for, hex; undefined when the key is not known. */
export async function readKeyHash(sql: Sql, accountId: string, key: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ body_hash: Buffer }>({
    name: 'inbox_key_hash',
    text: 'SELECT body_hash FROM delivery_keys WHERE account_id = $1 AND key = $2',
    values: [accountId, key],
  });
  return row?.body_hash.toString('hex');
}

/** Of one key, so that a sender that makes its keys wrong does not fill the disk. */
const MOST_CONFLICTS = 10;

/** When a delivery was received: the millisecond inside its id. */
const receivedAtOf = (id: string): string =>
  `'epoch'::timestamptz + ('x' || substr(replace(${id}::text, '-', ''), 1, 12))::bit(48)::bigint * INTERVAL '1 ms'`;

/**
 * Keeps a delivery whose key had been used for another body, for people to see; it is never worked off. After the
 * first ten of a key a further one only counts up the last of them.
 */
export async function storeConflict(sql: Sql, delivery: NewDelivery, seal: BodySeal): Promise<void> {
  const { bytes, isSealed } = seal.seal(delivery.id, delivery.body);
  await sql.rows({
    name: 'inbox_store_conflict',
    tells: [hintOf('delivery', delivery.id)],
    text: `WITH conflict AS (
        UPDATE delivery_keys SET conflicts = conflicts + 1,
          last_conflict_id = CASE WHEN conflicts < $8 THEN $1::uuid ELSE last_conflict_id END
        WHERE account_id = $3 AND key = $5 RETURNING conflicts, last_conflict_id),
      fresh AS (SELECT FROM conflict WHERE conflicts <= $8),
      kept AS (INSERT INTO payloads (id, stored_at, body, is_sealed) SELECT $1, $2, $6, $9 FROM fresh),
      counted AS (
        UPDATE deliveries SET times = times + 1 FROM conflict
        WHERE conflicts > $8 AND id = last_conflict_id AND received_at = ${receivedAtOf('last_conflict_id')})
      INSERT INTO deliveries (id, received_at, account_id, connector, key, body_hash, body_size, order_references,
                              state, due_at, settled_at, error_code, error_message)
      SELECT $1, $2, $3, $4, $5, decode($10, 'hex'), $11::int, $7::jsonb, 'conflict', $2, $2, 'conflict',
             'the same idempotency key was used before for another body' FROM fresh`,
    values: [
      delivery.id,
      delivery.receivedAt,
      delivery.accountId,
      delivery.connector,
      delivery.key,
      bytes,
      delivery.references,
      MOST_CONFLICTS,
      ...[isSealed, hashOf(delivery.body), delivery.body.length],
    ],
  });
}

/**
 * Only what had been settled is worked off anew, and as history. What still waits is what it was, news as a
 * rule, with its tries counted on: it is only due at once. One that is being worked off keeps its lease.
 * @param from only where it is in this state
 * @returns whether it was
 */
export async function requeue(sql: Sql, id: string, from: DeliveryState | null = null): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('delivery', id)],
    text: `UPDATE deliveries SET state = 'pending', due_at = least(due_at, ${DUE_NOW}),
             attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END,
             replayed = replayed OR state <> 'pending', settled_at = NULL, listing = 'past',
             error_code = CASE WHEN state = 'pending' THEN error_code END,
             error_message = CASE WHEN state = 'pending' THEN error_message END
           WHERE received_at = $1 AND id = $2 AND ($3::text IS NULL OR state = $3) RETURNING id`,
    values: [keyOf(id).receivedAt, id, from],
  });
  return rows.length === 1;
}

export async function expireKeys(sql: Sql, now: Date): Promise<void> {
  await sql.rows({ text: 'DELETE FROM delivery_keys WHERE expires_at < $1', values: [now] });
}
