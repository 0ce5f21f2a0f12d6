import { RESTATE } from '#connectors-core/restate-field.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hourHint } from '#domain/hint.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import type { Figures } from '../figures/figures.js';
import { type DbFigures, fromDbFigures, type StoreHour } from '../figures/hours.store.js';
import type { AskReason, Earlier } from './submission-rule.js';

type HourKey = Pick<StoreHour, 'storeId' | 'start'>;
const KEY = { store_id: 'uuid', hour_start: 'timestamptz' } as const;
const keyRow = ({ storeId, start }: HourKey) => ({ store_id: storeId, hour_start: start });

/** What an hour waits for before it is reported again; nothing where both are null. */
export interface HourWait extends HourKey {
  /** It is looked at again then. */
  readonly restateAt: Date | null;
  /** A person, and of which account it is that they are asked; null: no account takes the hour. */
  readonly asks: { readonly why: AskReason; readonly accountId: string | null } | null;
}

export async function writeWaits(sql: Sql, hours: readonly HourWait[]): Promise<void> {
  if (hours.length === 0) return;
  const input = inputRows(
    hours.map((hour) => ({
      ...keyRow(hour),
      restate_at: hour.restateAt,
      asks: hour.asks?.why ?? null,
      asks_account_id: hour.asks?.accountId ?? null,
    })),
    { ...KEY, restate_at: 'timestamptz', asks: 'text', asks_account_id: 'uuid' },
  );
  await sql.rows({
    name: 'reporting_write_waits',
    tells: hours.map(hourHint),
    text: `UPDATE sales_hours h SET restate_at = input.restate_at, asks = input.asks,
             asks_account_id = input.asks_account_id FROM ${input.from}
           WHERE h.store_id = input.store_id AND h.hour_start = input.hour_start
             AND (h.restate_at, h.asks, h.asks_account_id)
               IS DISTINCT FROM (input.restate_at, input.asks, input.asks_account_id)`,
    values: input.values,
  });
}

export interface ReportedState extends HourKey {
  readonly revisedAt: Date | null;
  /** What the submission says; undefined where its revision is no longer kept. */
  readonly reported: Figures | undefined;
  /** The account's, null where it has none. */
  readonly setting: string | null;
  readonly confirmedAt: Date | null;
}

interface StateRow {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly revised_at: Date | null;
  readonly setting: string | null;
  readonly cover_confirmed_at: Date | null;
  readonly figures: DbFigures | null;
}

/** Of hours whose vendor may have what the submission `landed` says. */
export async function reportedStates(
  sql: Sql,
  hours: readonly (HourKey & { readonly accountId: string; readonly landed: Earlier })[],
): Promise<ReportedState[]> {
  if (hours.length === 0) return [];
  const input = inputRows(
    hours.map(({ accountId, landed, ...hour }) => ({
      ...keyRow(hour),
      account_id: accountId,
      id: landed.revisionId,
      derived_at: landed.revisionAt,
    })),
    { ...KEY, account_id: 'uuid', id: 'uuid', derived_at: 'timestamptz' },
    2,
  );
  const rows = await sql.rows<StateRow>({
    name: 'reporting_states',
    text: `SELECT h.store_id, h.hour_start, h.revised_at, a.config ->> $1 AS setting, a.cover_confirmed_at, CASE
             WHEN r.id IS NOT NULL THEN json_build_object('total_fen', r.total_fen::text, 'orders', r.orders,
               'items', r.items::text, 'lines', r.lines::text) END AS figures
           FROM ${input.from} JOIN sales_hours h USING (store_id, hour_start) JOIN accounts a ON a.id = input.account_id
           LEFT JOIN hourly_revisions r ON r.derived_at = input.derived_at AND r.id = input.id`,
    values: [RESTATE.name, ...input.values],
  });
  return rows.map((row) => ({
    storeId: row.store_id,
    start: row.hour_start,
    revisedAt: row.revised_at,
    reported: row.figures === null ? undefined : fromDbFigures(row.figures),
    setting: row.setting,
    confirmedAt: row.cover_confirmed_at,
  }));
}

/** Hours to be looked at, the longest due first; not those of stores whose orders are on the move. Holds nothing. */
export async function dueToRestate(
  sql: Sql,
  now: Date,
  exceptStores: readonly string[],
  limit: number,
): Promise<StoreHour[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date; hour_end: Date }>({
    name: 'reporting_due_to_restate',
    text: `SELECT store_id, hour_start, hour_end FROM sales_hours
           WHERE restate_at <= $1 AND store_id <> ALL($2::uuid[]) AND store_id <> ALL(${STORES_ON_THE_MOVE})
           ORDER BY restate_at, store_id, hour_start LIMIT $3`,
    values: [now, exceptStores, limit],
  });
  return rows.map((row) => ({ storeId: row.store_id, start: row.hour_start, end: row.hour_end }));
}

export interface AskingAccount {
  readonly id: string;
  readonly setting: string | null;
  readonly confirmedAt: Date | null;
}

/** What asking is about that a setting or a confirmation ends. */
const ENDED_BY_ACCOUNT: readonly AskReason[] = ['unconfirmed', 'setting'];

/** Accounts of which hours wait for a person who could have ended that with the account. */
export async function askingAccounts(sql: Sql): Promise<AskingAccount[]> {
  const rows = await sql.rows<{ id: string; setting: string | null; cover_confirmed_at: Date | null }>({
    name: 'reporting_asking_accounts',
    text: `SELECT a.id, a.config ->> $1 AS setting, a.cover_confirmed_at FROM accounts a WHERE EXISTS (
             SELECT FROM sales_hours h WHERE h.asks_account_id = a.id AND h.asks IS NOT NULL AND h.asks = ANY($2))`,
    values: [RESTATE.name, ENDED_BY_ACCOUNT],
  });
  return rows.map((row) => ({ id: row.id, setting: row.setting, confirmedAt: row.cover_confirmed_at }));
}

/** Has hours looked at anew that waited for a person to end it with these accounts. */
export async function lookAnew(sql: Sql, accountIds: readonly string[], now: Date): Promise<void> {
  if (accountIds.length === 0) return;
  await sql.rows({
    name: 'reporting_look_anew',
    text: `UPDATE sales_hours SET restate_at = $2
           WHERE asks_account_id = ANY($1::uuid[]) AND asks IS NOT NULL AND asks = ANY($3) AND restate_at IS NULL`,
    values: [accountIds, now, ENDED_BY_ACCOUNT],
  });
}
