import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Flag } from '#domain/flag.js';
import type { LegName } from './legs.store.js';

/** By whose number a leg is named: an order number as that account's vendor writes it. */
export interface DeclaredName extends LegName {
  readonly of_account_id: string;
  readonly of_number: string;
  /** It links only where store, amount and time of placing do not contradict. */
  readonly is_checked: boolean;
}

/** A number of an account, as its vendor writes it. */
export interface PlainNumber {
  readonly account_id: string;
  readonly number: string;
}

/** Of a leg that is named by a number: how many orders there are of it, and which it is while there is one. */
export interface DeclaredLeg extends LegName {
  /** Null while it was not seen yet. */
  readonly leg_id: string | null;
  readonly order_id: string | null;
  /** Why it is in its order; null while it was not seen yet. */
  readonly evidence: string | null;
  readonly of_account_id: string;
  readonly of_number: string;
  readonly is_checked: boolean;
  readonly orders: number;
  readonly target_leg_id: string | null;
  /** What names the target's leg. */
  readonly target_no: string | null;
  readonly target_order_id: string | null;
}

/** Any number that no other advisory lock of ours uses. */
const NUMBER_LOCK = 7_303_015;

/**
 * Whoever opens a leg of such a number and whoever names one by it wait for each other: no lock of an order is both's.
 * To be taken before those, in one order for everybody.
 */
export async function lockNumbers(sql: Sql, numbers: readonly PlainNumber[]): Promise<void> {
  const input = inputRows(numbers, { account_id: 'uuid', number: 'text' });
  await sql.rows({
    name: 'ledger_lock_numbers',
    text: `SELECT pg_advisory_xact_lock(${String(NUMBER_LOCK)}, key) FROM (
             SELECT DISTINCT hashtext(account_id::text || ' ' || number) AS key FROM ${input.from} ORDER BY key) AS keys`,
    values: input.values,
  });
}

/** The legs that are named by one of these numbers. */
export function legsNamedBy(sql: Sql, numbers: readonly PlainNumber[]): Promise<DeclaredName[]> {
  const input = inputRows(numbers, { account_id: 'uuid', number: 'text' });
  return sql.rows({
    name: 'ledger_legs_named_by',
    text: `SELECT legs.account_id, legs.vendor_no, d.account_id AS of_account_id, d.number AS of_number, d.is_checked
           FROM declared_numbers d JOIN ${input.from} ON d.account_id = input.account_id AND d.number = input.number
           JOIN legs ON legs.id = d.leg_id`,
    values: input.values,
  });
}

/** Only what its own account brought, or a person made an order of its own, is an order of the number. */
const COUNTS = `(l.state <> '{}' OR l.document_no IS NOT NULL OR l.account_id::text || ' ' || l.vendor_no = ANY($1::text[]))`;

/** @param recorded keys of the legs that are being recorded, which count as well */
export function declaredLegs(
  sql: Sql,
  names: readonly DeclaredName[],
  recorded: readonly string[],
): Promise<DeclaredLeg[]> {
  const types = {
    account_id: 'uuid',
    vendor_no: 'text',
    of_account_id: 'uuid',
    of_number: 'text',
    is_checked: 'boolean',
  } as const;
  const input = inputRows(names, types, 2);
  return sql.rows({
    name: 'ledger_declared_legs',
    text: `SELECT input.account_id, input.vendor_no, input.of_account_id, input.of_number,
             input.is_checked, own.id AS leg_id, own.order_id, own.evidence, found.*
           FROM ${input.from}
           LEFT JOIN LATERAL (
             SELECT id, legs.order_id, (SELECT evidence FROM order_links WHERE leg_id = legs.id
                                        ORDER BY linked_at DESC, id DESC LIMIT 1) AS evidence
             FROM legs WHERE account_id = input.account_id AND vendor_no = input.vendor_no) AS own ON true
           CROSS JOIN LATERAL (
             SELECT count(*) FILTER (WHERE counts)::int AS orders,
               (array_agg(id ORDER BY counts DESC, id))[1] AS target_leg_id,
               (array_agg(vendor_no ORDER BY counts DESC, id))[1] AS target_no,
               (array_agg(order_id ORDER BY counts DESC, id))[1] AS target_order_id
             FROM (SELECT l.id, l.order_id, l.vendor_no, ${COUNTS} AS counts FROM legs l
                   WHERE l.account_id = of_account_id AND l.vendor_no = of_number AND l.order_no IS NULL
                   UNION ALL
                   SELECT l.id, l.order_id, l.vendor_no, ${COUNTS} FROM legs l
                   WHERE l.account_id = of_account_id AND l.order_no = of_number) AS candidates) AS found`,
    values: [recorded, ...input.values],
  });
}

interface KeptNumber {
  readonly leg_id: string;
  readonly account_id: string;
  readonly number: string;
  readonly is_checked: boolean;
  readonly contradicts: string | null;
}

/** A leg is named by the number that its vendor said last. */
export async function keepDeclared(sql: Sql, legs: readonly KeptNumber[]): Promise<void> {
  const types = {
    ...{ leg_id: 'uuid', account_id: 'uuid', number: 'text' },
    ...{ is_checked: 'boolean', contradicts: 'text' },
  } as const;
  const input = inputRows(legs, types);
  await sql.rows({
    name: 'ledger_keep_declared',
    text: `INSERT INTO declared_numbers AS d (leg_id, account_id, number, is_checked, contradicts)
           SELECT leg_id, account_id, number, is_checked, contradicts FROM ${input.from} ORDER BY leg_id
           ON CONFLICT (leg_id) DO UPDATE SET account_id = excluded.account_id, number = excluded.number,
             is_checked = excluded.is_checked, contradicts = excluded.contradicts
           WHERE (d.account_id, d.number, d.is_checked, d.contradicts) IS DISTINCT FROM
             (excluded.account_id, excluded.number, excluded.is_checked, excluded.contradicts)`,
    values: input.values,
  });
}

export async function flagNumbers(
  sql: Sql,
  legs: readonly { readonly leg_id: string; readonly number_flag: Flag | null }[],
): Promise<void> {
  const input = inputRows(legs, { leg_id: 'uuid', number_flag: 'text' });
  await sql.rows({
    name: 'ledger_flag_numbers',
    text: `UPDATE legs SET number_flag = input.number_flag FROM ${input.from} WHERE legs.id = input.leg_id`,
    values: input.values,
  });
}
