import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hourHint } from '#domain/hint.js';
import { changesSomething, effectsIn, PARTS, sumsOf, whyOf, withSeen } from '../figures/effects.store.js';
import {
  type DerivedHour,
  type DerivedRow,
  fromDbDerived,
  ROW_BY_ROW,
  type StoreHour,
} from '../figures/hours.store.js';
import type { SubmissionCause } from './submission-rule.js';

/** An hour at its latest revision, and whether that was made just now. */
export interface RevisedHour {
  readonly hour: DerivedHour;
  readonly isNew: boolean;
}

export interface HourToRevise extends StoreHour {
  /** Whom it is submitted to if it was never derived before; null: nobody. */
  readonly accountId: string | null;
  /** A source of its store has not been read to its end; undefined: as it was before. */
  readonly provisional?: boolean;
}

/** Postings of so long ago are known to be in a revision: nothing that wrote one is under way for longer. */
const SURELY_SEEN = `INTERVAL '10 minutes'`;

const FIGURES = ['total_fen', 'orders', 'items', 'lines'];
const of = (row: string, columns: readonly string[]): string =>
  columns.map((column) => `${row}.${column}`).join(', ');

/** Parts that are not known differ from nothing. */
const DIFFERS = `(${of('s', FIGURES)}) <> (${of('last', FIGURES)}) OR (${of('s', PARTS)}) <> (${of('last', PARTS)})`;

/** What each hour (input) is by the ledger, and what it was derived to be before (last). */
const DERIVED = `
  SELECT input.store_id, input.hour_start, input.hour_end, input.account_id,
    coalesce(input.provisional, last.provisional, false) AS provisional, moment.*, last.revision AS last_revision, last.revision_id AS last_id, last.derived_at AS last_at,
    s.*, coalesce(last.revision IS NULL OR ${DIFFERS}, false) AS is_new
  FROM moment CROSS JOIN input
  LEFT JOIN LATERAL (
    SELECT * FROM sales_hours h WHERE h.store_id = input.store_id AND h.hour_start = input.hour_start ${ROW_BY_ROW}
  ) last ON true
  CROSS JOIN LATERAL (
    SELECT ${sumsOf('effects')}, coalesce(sum(held), 0) AS held, min(rule_version) AS least_rule, max(rule_version) AS last_rule,
      array_agg(order_id) FILTER (WHERE posted_at > moment.seen_through) AS seen_orders,
      array_agg(seq) FILTER (WHERE posted_at > moment.seen_through) AS seen_seqs
    FROM (${effectsIn('input')}) effects ${ROW_BY_ROW}) s`;

/** What orders add to the hour now and had not added to its last revision. */
const WHY = `CASE WHEN d.last_revision IS NULL THEN '{first}' ELSE (
  SELECT coalesce(array_agg(DISTINCT why ORDER BY why), '{}') FROM (
    SELECT array_agg(${whyOf('e')}) AS whys
    FROM hourly_revisions r CROSS JOIN LATERAL (${withSeen(effectsIn('d'), 'r', 'seen')}) e
    WHERE r.derived_at = d.last_at AND r.id = d.last_id AND NOT e.seen
    GROUP BY e.order_id HAVING ${changesSomething('e')}) changed CROSS JOIN unnest(whys) AS why) END`;

/** Under which rule sets something counts in it. */
const RULE_VERSIONS = `CASE WHEN d.held = 0 THEN '{}' WHEN d.least_rule = d.last_rule THEN ARRAY[d.least_rule] ELSE (
  SELECT array_agg(rule_version ORDER BY rule_version) FROM (
    SELECT rule_version FROM (${effectsIn('d')}) e GROUP BY rule_version HAVING sum(held) > 0) counting) END`;

const HOUR_COLUMNS = ['store_id', 'hour_start', 'hour_end', 'revision', ...FIGURES, ...PARTS, 'provisional'];
const REVISION_COLUMNS = ['id', 'derived_at', ...HOUR_COLUMNS, 'why', 'rule_versions'];
const SEEN = ['seen_through', 'seen_orders', 'seen_seqs'];

/** Revisions, the hours whose latest they are, and what is submitted of hours that were never derived before. */
const APPEND = `
  fresh AS MATERIALIZED (
    SELECT uuid_v7(d.derived_at) AS id, coalesce(d.last_revision, 0) + 1 AS revision, ${WHY} AS why,
      ${RULE_VERSIONS} AS rule_versions, d.* FROM derived d WHERE d.is_new),
  revisions AS (
    INSERT INTO hourly_revisions (${[...REVISION_COLUMNS, ...SEEN].join(', ')})
    SELECT ${[...REVISION_COLUMNS, ...SEEN].join(', ')} FROM fresh),
  hours AS (
    INSERT INTO sales_hours (revision_id, derived_at, ${HOUR_COLUMNS.join(', ')})
    SELECT id, derived_at, ${HOUR_COLUMNS.join(', ')} FROM fresh
    ON CONFLICT (store_id, hour_start) DO UPDATE SET ${['revision_id', 'derived_at', ...HOUR_COLUMNS.slice(3)]
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}, revised_at = $1, restate_at = $1),
  submitted AS (
    INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, cause, payload,
                             state, due_at, created_at)
    SELECT uuid_v7($1), store_id, account_id, id, revision, derived_at, hour_start, false, $2, '{}', 'waiting', $1, $1
    FROM fresh WHERE revision = 1 AND account_id IS NOT NULL AND total_fen >= 0)`;

const INPUT = {
  store_id: 'uuid',
  hour_start: 'timestamptz',
  hour_end: 'timestamptz',
  account_id: 'uuid',
  provisional: 'boolean',
} as const;

/**
 * Of more hours the statement is planned each time: a plan that was made while the tables were empty would read them
 * whole for each hour.
 */
const MOST_BY_ONE_PLAN = 10;

/**
 * Derives hours, all in one statement: a further revision where the ledger says something else than the last did, and
 * the first of those that were never derived, with its submission. A further revision is to be looked at. Under
 * `lockStores`, in a statement after it.
 * @returns those that were derived before, and those below zero: what becomes of them is to be decided; in any order
 */
export async function reviseHours(
  sql: Sql,
  hours: readonly HourToRevise[],
  first: { readonly cause: SubmissionCause; readonly now: Date },
): Promise<RevisedHour[]> {
  if (hours.length === 0) return [];
  const input = inputRows(hours.map(inputRow), INPUT, 3);
  const rows = await sql.rows<DerivedRow & { readonly is_new: boolean }>({
    ...(hours.length > MOST_BY_ONE_PLAN ? {} : { name: 'reporting_revise' }),
    text: `WITH moment AS MATERIALIZED (
             SELECT at AS derived_at, at - ${SURELY_SEEN} AS seen_through
             FROM date_trunc('milliseconds', statement_timestamp()) AS at),
           input AS (SELECT * FROM ${input.from}),
           derived AS MATERIALIZED (${DERIVED}), ${APPEND}
           SELECT d.store_id, d.hour_start, d.hour_end, d.is_new, coalesce(f.id, d.last_id) AS revision_id,
             coalesce(f.revision, d.last_revision) AS revision, coalesce(f.derived_at, d.last_at) AS derived_at,
             ${of('d', FIGURES)}, d.provisional
           FROM derived d LEFT JOIN fresh f USING (store_id, hour_start)
           WHERE d.last_revision IS NOT NULL OR d.total_fen < 0`,
    values: [first.now, first.cause, ...input.values],
  });
  for (const hour of hours) sql.hint?.(hourHint(hour));
  return rows.map(({ is_new, ...row }) => ({ hour: fromDbDerived(row), isNew: is_new }));
}

const inputRow = ({ storeId, start, end, accountId, provisional }: HourToRevise) => ({
  store_id: storeId,
  hour_start: start,
  hour_end: end,
  account_id: accountId,
  provisional,
});
