import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import type { HeldPosting, Posting, PostingCause } from '#domain/posting.js';
import { fromDbPayments } from './ledger.mapping.js';

/** Whose posting it is, and the order's how manieth. */
export interface NewPosting {
  readonly orderId: string;
  readonly seq: number;
  readonly posting: Posting;
  readonly cause: PostingCause;
  /** The order's posting that it takes back; null for one of its own. */
  readonly reverses: number | null;
  /** It says by what the order has counted ever since it is known: it stands at that time, before every revision. */
  readonly everSince: boolean;
}

const POSTING = {
  order_id: 'uuid',
  seq: 'int',
  store_id: 'uuid',
  at: 'timestamptz',
  kind: 'text',
  orders: 'smallint',
  items: 'int',
  lines: 'int',
  total_fen: 'bigint',
  gross_fen: 'bigint',
  discount_fen: 'bigint',
  freight_fen: 'bigint',
  packaging_fen: 'bigint',
  service_fen: 'bigint',
  rounding_fen: 'bigint',
  refund_fen: 'bigint',
  payment_method: 'text',
  payments: 'jsonb',
  cause: 'text',
  rule_version: 'int',
  reverses: 'int',
} as const;
const OPENED_AT = '(SELECT o.created_at FROM orders o WHERE o.id = input.order_id)';

/** Under the orders' locks, which is what makes their numbers go on without a gap. */
export async function insertPostings(sql: Sql, postings: readonly NewPosting[]): Promise<void> {
  if (postings.length === 0) return;
  const input = inputRows(postings.map(postingRow), { ...POSTING, ever_since: 'boolean' });
  await sql.rows({
    name: 'ledger_insert_postings',
    text: `INSERT INTO sale_postings (${Object.keys(POSTING).join(', ')}, posted_at)
           SELECT ${Object.keys(POSTING).join(', ')}, CASE WHEN ever_since THEN ${OPENED_AT} ELSE now() END
           FROM ${input.from}`,
    values: input.values,
  });
}

const postingRow = ({ orderId, seq, posting, cause, reverses, everSince }: NewPosting) => ({
  ...{
    order_id: orderId,
    seq,
    cause,
    reverses,
    store_id: posting.storeId,
    at: posting.at,
    kind: posting.kind,
    ever_since: everSince,
  },
  orders: posting.orders,
  items: posting.items,
  lines: posting.lines,
  total_fen: posting.totalFen.toString(),
  gross_fen: posting.grossFen.toString(),
  discount_fen: posting.discountFen.toString(),
  freight_fen: posting.freightFen.toString(),
  packaging_fen: posting.packagingFen.toString(),
  service_fen: posting.serviceFen.toString(),
  rounding_fen: posting.roundingFen.toString(),
  refund_fen: posting.refundFen.toString(),
  payment_method: posting.paymentMethod,
  payments: posting.payments === null ? null : jsonText(posting.payments),
  rule_version: posting.ruleVersion,
});

/** What these orders hold: their postings that were not taken back. */
export async function heldPostings(
  sql: Sql,
  orderIds: readonly string[],
): Promise<Map<string, HeldPosting[]>> {
  const held = new Map<string, HeldPosting[]>();
  if (orderIds.length === 0) return held;
  const rows = await sql.rows<DbPosting>({
    name: 'ledger_held_postings',
    text: `SELECT p.* FROM sale_postings p
           WHERE p.order_id = ANY($1::uuid[]) AND p.reverses IS NULL AND NOT EXISTS (
             SELECT FROM sale_postings r WHERE r.order_id = p.order_id AND r.reverses = p.seq)
           ORDER BY p.order_id, p.seq`,
    values: [orderIds],
  });
  for (const row of rows) held.set(row.order_id, [...(held.get(row.order_id) ?? []), fromDbPosting(row)]);
  return held;
}

/** 64-bit integers come as text. */
interface DbPosting {
  readonly order_id: string;
  readonly seq: number;
  readonly store_id: string;
  readonly at: Date;
  readonly kind: Posting['kind'];
  readonly orders: number;
  readonly items: number;
  readonly lines: number;
  readonly total_fen: string;
  readonly gross_fen: string;
  readonly discount_fen: string;
  readonly freight_fen: string;
  readonly packaging_fen: string;
  readonly service_fen: string;
  readonly rounding_fen: string;
  readonly refund_fen: string;
  readonly payment_method: string | null;
  readonly payments: unknown;
  readonly rule_version: number;
}

const fromDbPosting = (row: DbPosting): HeldPosting => ({
  seq: row.seq,
  storeId: row.store_id,
  at: row.at,
  kind: row.kind,
  orders: row.orders,
  items: row.items,
  lines: row.lines,
  totalFen: BigInt(row.total_fen),
  grossFen: BigInt(row.gross_fen),
  discountFen: BigInt(row.discount_fen),
  freightFen: BigInt(row.freight_fen),
  packagingFen: BigInt(row.packaging_fen),
  serviceFen: BigInt(row.service_fen),
  roundingFen: BigInt(row.rounding_fen),
  refundFen: BigInt(row.refund_fen),
  paymentMethod: row.payment_method,
  payments: fromDbPayments(row.payments),
  ruleVersion: row.rule_version,
});
