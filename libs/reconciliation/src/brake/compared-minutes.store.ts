import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { type ComparedSample, fromKeys, joined, thinned, toKeys } from './compared-sample.js';
import type { Tally } from './stop-rule.js';

/** Which orders of an account were compared in a minute. */
export interface ComparedMinute {
  readonly accountId: string;
  readonly minute: Date;
  readonly sample: ComparedSample;
}

interface MinuteRow {
  readonly account_id: string;
  readonly minute: Date;
  readonly level: number;
  readonly agreeing: Buffer;
  readonly differing: Buffer;
}

const MINUTE = {
  minute: 'timestamptz',
  account_id: 'uuid',
  id: 'uuid',
  level: 'smallint',
  agreeing: 'bytea',
  differing: 'bytea',
} as const;

/** @param newId of a row; those of later rows are greater */
export async function addMinutes(
  sql: Sql,
  minutes: readonly ComparedMinute[],
  newId: () => string,
): Promise<void> {
  if (minutes.length === 0) return;
  const rows = minutes.map(({ accountId, minute, sample }) => {
    const kept = thinned(sample);
    const keys = { agreeing: toKeys(kept, false), differing: toKeys(kept, true) };
    return { minute, account_id: accountId, id: newId(), level: kept.level, ...keys };
  });
  const input = inputRows(rows, MINUTE);
  await sql.rows({
    name: 'brake_add_minutes',
    text: `INSERT INTO compared_minutes (minute, account_id, id, level, agreeing, differing)
           SELECT minute, account_id, id, level, agreeing, differing FROM ${input.from}`,
    values: input.values,
  });
}

const COLUMNS = 'account_id, minute, level, agreeing, differing';

/** Of these accounts, from that minute on; by account and minute, in the order in which they were written. */
export function readMinutes(sql: Sql, accountIds: readonly string[], from: Date): Promise<ComparedMinute[]> {
  return joinedRows(
    sql.rows({
      name: 'brake_read_minutes',
      text: `SELECT ${COLUMNS} FROM compared_minutes WHERE minute >= $2 AND account_id = ANY($1::uuid[])
             ORDER BY account_id, minute, id`,
      values: [accountIds, from],
    }),
  );
}

/** Of an account, all minutes of that hour. */
export const readMinutesOfHour = (
  sql: Sql,
  { accountId, start }: ComparedHourKey,
): Promise<ComparedMinute[]> =>
  joinedRows(
    sql.rows({
      name: 'brake_read_minutes_of_hour',
      text: `SELECT ${COLUMNS} FROM compared_minutes
             WHERE account_id = $1 AND minute >= $2 AND minute < $2::timestamptz + interval '1 hour'
             ORDER BY account_id, minute, id`,
      values: [accountId, start],
    }),
  );

/** One row of all that an account has for a minute that is over, in the caller's transaction. */
export async function joinMinutes(sql: Sql, before: Date, newId: () => string): Promise<void> {
  const joinedMinutes = await joinedRows(
    sql.rows({
      name: 'brake_take_minutes',
      text: `WITH gone AS (
               DELETE FROM compared_minutes WHERE (minute, account_id) IN (
                 SELECT minute, account_id FROM compared_minutes WHERE minute < $1 GROUP BY 1, 2 HAVING count(*) > 1)
               RETURNING id, ${COLUMNS})
             SELECT ${COLUMNS} FROM gone ORDER BY account_id, minute, id`,
      values: [before],
    }),
  );
  await addMinutes(sql, joinedMinutes, newId);
}

async function joinedRows(read: Promise<MinuteRow[]>): Promise<ComparedMinute[]> {
  const rows = await read;
  const groups = new Map<string, MinuteRow[]>();
  for (const row of rows) {
    const key = `${row.account_id} ${String(row.minute.getTime())}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const samples = group.map(({ level, agreeing, differing }) => fromKeys(level, agreeing, differing));
    return first === undefined
      ? []
      : [{ accountId: first.account_id, minute: first.minute, sample: joined(samples) }];
  });
}

export interface ComparedHourKey {
  readonly accountId: string;
  readonly start: Date;
}

/** Hours that are over, and of which the sum is not kept yet. */
export function unsummedHours(sql: Sql, before: Date): Promise<ComparedHourKey[]> {
  return sql.rows({
    name: 'brake_unsummed_hours',
    text: `SELECT DISTINCT m.account_id AS "accountId", date_trunc('hour', m.minute) AS start
           FROM compared_minutes m WHERE m.minute < $1 AND NOT EXISTS (
             SELECT FROM compared_hours h
             WHERE h.account_id = m.account_id AND h.hour_start = date_trunc('hour', m.minute))
           ORDER BY 2, 1`,
    values: [before],
  });
}

export async function addHour(sql: Sql, { accountId, start }: ComparedHourKey, tally: Tally): Promise<void> {
  await sql.rows({
    name: 'brake_add_hour',
    text: `INSERT INTO compared_hours (account_id, hour_start, compared, differing) VALUES ($1, $2, $3, $4)
           ON CONFLICT DO NOTHING`,
    values: [accountId, start, tally.compared, tally.differing],
  });
}

export interface ComparedHourTally extends Tally, ComparedHourKey {}

/** Those of these accounts that began then or later, and before that time. */
export function readHours(
  sql: Sql,
  accountIds: readonly string[],
  from: Date,
  before: Date,
): Promise<ComparedHourTally[]> {
  return sql.rows({
    name: 'brake_read_hours',
    text: `SELECT account_id AS "accountId", hour_start AS start, compared, differing FROM compared_hours
           WHERE account_id = ANY($1::uuid[]) AND hour_start >= $2 AND hour_start < $3`,
    values: [accountIds, from, before],
  });
}

/** What counts no more. */
export async function forgetCompared(
  sql: Sql,
  { minutesBefore, hoursBefore }: { readonly minutesBefore: Date; readonly hoursBefore: Date },
): Promise<void> {
  await sql.rows({
    name: 'brake_forget_compared',
    text: `WITH minutes AS (DELETE FROM compared_minutes WHERE minute < $1)
           DELETE FROM compared_hours WHERE hour_start < $2`,
    values: [minutesBefore, hoursBefore],
  });
}
