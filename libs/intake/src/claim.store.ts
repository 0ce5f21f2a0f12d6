import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { BodySeal } from '#domain/body-keeping.js';
import type { Reference } from '#connectors-core/connector.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import type { Lease, Leased } from '#jobs/lease.js';
import type { DeliveryErrorCode } from './delivery-error.js';
import { endRefused } from './refused.store.js';
import { holdRow, isFree, LET_GO } from '#jobs/leased-rows.store.js';

/** A dead hub's deliveries are free again after this long, ms; a fetch has its own, shorter deadlines. */
export const LEASE_MS = 60_000;

/** A delivery that this instance is to work off. */
export interface ClaimedDelivery extends Leased {
  readonly received_at: Date;
  readonly account_id: string;
  readonly connector: string;
  readonly references: readonly Reference[];
  /** Including this try. */
  readonly attempts: number;
  /** Whether an operator had it worked off again. */
  readonly replayed: boolean;
  /** As it declared it, where it is not to be read as UTF-8. */
  readonly charset: string | null;
  /** What it names is shown by a listing that is awaited, or was not shown by the one that is past. */
  readonly listing: 'awaited' | 'past' | null;
}

export interface ClaimOptions {
  readonly lease: Lease;
  readonly connectors: readonly string[];
  /** Accounts whose deliveries must wait: paused, or busy enough already. */
  readonly except: readonly string[];
  readonly limit: number;
}

/** How many of the oldest that wait are looked at; the claim goes through them in the same order. */
const LOOKED_AT = 10_000;

export interface OverdueOptions {
  /** Read from the delivery itself: worked off for a paused account, too. */
  readonly documents: readonly string[];
  /** Worked off by a fetch, which a paused account must not have. */
  readonly hints: readonly string[];
  readonly paused: readonly string[];
  readonly dueBefore: Date;
}

/** When the oldest came due that could be claimed while nobody works on any of its kind; undefined when there is none. */
export async function overdueDelivery(sql: Sql, options: OverdueOptions): Promise<Date | undefined> {
  const [row] = await sql.rows<{ since: Date | null }>({
    name: 'inbox_overdue',
    text: `SELECT min(since) AS since FROM (
             SELECT min(due_at) FILTER (
               WHERE due_at <= $1 AND ${isFree('oldest', 'clock_timestamp()')}) AS since
             FROM (SELECT connector, account_id, due_at, lease_until FROM deliveries WHERE state = 'pending'
                   ORDER BY due_at LIMIT ${String(LOOKED_AT)}) AS oldest
             WHERE connector = ANY($2::text[]) OR (connector = ANY($3::text[]) AND account_id <> ALL($4::uuid[]))
             GROUP BY connector = ANY($2::text[])
             HAVING bool_or(lease_until > clock_timestamp()) IS NOT TRUE) AS kinds`,
    values: [options.dueBefore, options.documents, options.hints, options.paused],
  });
  return row?.since ?? undefined;
}

/**
 * Takes due deliveries, the longest due first, so that no two workers have the same one. They come in the order of their
 * receipt, which an UPDATE does not keep: of two orders that carry one number the first that came has it.
 */
export async function claimDeliveries(
  sql: Sql,
  { lease, connectors, except, limit }: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  const claimed = await sql.rows<ClaimedDelivery>({
    name: 'inbox_claim',
    text: `UPDATE deliveries SET ${holdRow('$1', '$5::timestamptz')}, attempts = attempts + 1
           WHERE (received_at, id) IN (
             SELECT received_at, id FROM deliveries d
             WHERE state = 'pending' AND due_at <= clock_timestamp() AND connector = ANY($2::text[])
               AND account_id <> ALL($3::uuid[]) AND ${isFree('d', 'clock_timestamp()')}
             ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
           RETURNING id, received_at, account_id, connector, order_references AS "references", attempts,
             replayed, charset, listing, lease_holder`,
    values: [lease.holder, connectors, except, limit, lease.until],
  });
  return claimed.sort((a, b) => a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1));
}

export interface DeliverySettlement extends Leased {
  readonly received_at: Date;
  readonly state: 'done' | 'failed' | 'pending' | 'contradicts';
  /** When it is tried again; only for `pending`. */
  readonly due_at: Date;
  readonly error_code: DeliveryErrorCode | null;
  readonly error_message: string | null;
}

const SETTLEMENT = {
  id: 'uuid',
  lease_holder: 'text',
  received_at: 'timestamptz',
  state: 'text',
  due_at: 'timestamptz',
  error_code: 'text',
  error_message: 'text',
} as const;

/**
 * Says how claimed deliveries went and gives them back; what was refused of the same orders before is made good by
 * those that are done. A lease that was lost meanwhile changes nothing.
 */
export async function settleDeliveries(sql: Sql, settlements: readonly DeliverySettlement[]): Promise<void> {
  const input = inputRows(settlements, SETTLEMENT);
  await sql.rows({
    name: 'inbox_settle',
    text: `WITH settled AS (
             UPDATE deliveries SET state = input.state, due_at = input.due_at, error_code = input.error_code,
               error_message = input.error_message, ${LET_GO},
               settled_at = CASE WHEN input.state = 'pending' THEN NULL ELSE clock_timestamp() END
             FROM ${input.from}
             WHERE deliveries.received_at = input.received_at AND deliveries.id = input.id
               AND deliveries.lease_holder = input.lease_holder AND deliveries.state = 'pending'
             RETURNING deliveries.account_id, deliveries.order_references, deliveries.state)
           ${endRefused('settled')}`,
    values: input.values,
  });
  for (const { id } of settlements) sql.hint?.(hintOf('delivery', id));
}

/** Gives claimed deliveries back as they were before the claim, to be tried at `dueAt`. */
export async function restDeliveries(
  sql: Sql,
  deliveries: readonly Pick<ClaimedDelivery, 'id' | 'received_at' | 'lease_holder'>[],
  dueAt: Date,
): Promise<void> {
  const types = { id: 'uuid', received_at: 'timestamptz', lease_holder: 'text' } as const;
  const input = inputRows(deliveries, types, 2);
  await sql.rows({
    name: 'inbox_rest',
    tells: hintsOfIds(
      'delivery',
      deliveries.map(({ id }) => id),
    ),
    text: `UPDATE deliveries SET attempts = greatest(attempts - 1, 0), due_at = $1, ${LET_GO}
           FROM ${input.from}
           WHERE deliveries.received_at = input.received_at AND deliveries.id = input.id
             AND deliveries.lease_holder = input.lease_holder AND deliveries.state = 'pending'`,
    values: [dueAt, ...input.values],
  });
}

/** The stored bodies of these deliveries, by id; each is opened by itself, so that one that cannot be fails alone. */
export async function readBodies(
  sql: Sql,
  deliveries: readonly ClaimedDelivery[],
  seal: BodySeal,
): Promise<Map<string, () => Buffer>> {
  const input = inputRows(deliveries, { id: 'uuid', received_at: 'timestamptz' });
  const rows = await sql.rows<{ id: string; bytes: Buffer; isSealed: boolean }>({
    name: 'inbox_bodies',
    text: `SELECT payloads.id, body AS bytes, is_sealed AS "isSealed" FROM payloads JOIN ${input.from}
           ON payloads.stored_at = input.received_at AND payloads.id = input.id`,
    values: input.values,
  });
  return new Map(rows.map((row) => [row.id, () => seal.open(row.id, row)]));
}
