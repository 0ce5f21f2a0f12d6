import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { DERIVED_STATE, type HourState, WITH_LATEST } from '../derive/hour-state.js';
import type { SubmissionState } from '../derive/submission-rule.js';

/** A derived hour with its state. */
export interface DerivedGap {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
  readonly state: HourState;
  readonly revision: number;
  readonly submission_id: string | null;
  readonly account_id: string | null;
  readonly submission_state: SubmissionState | null;
  readonly error_code: string | null;
  readonly time_zone: string;
  readonly business_day_start: string;
}

export interface GapFilter {
  readonly storeId?: string | undefined;
  /** Only hours of these stores. */
  readonly stores?: StoreScope | undefined;
  /** Hours that begin at or after it. */
  readonly from?: Date | undefined;
  /** Hours that begin before it. */
  readonly to?: Date | undefined;
  readonly states: readonly HourState[];
  /** Only hours that come after this one in the list: the last of the page before. */
  readonly after?: { readonly hourStart: Date; readonly storeId: string } | undefined;
  readonly limit: number;
}

const ROW = `h.store_id, h.hour_start, h.hour_end, h.revision, latest.id AS submission_id, latest.account_id,
      latest.state AS submission_state, latest.error_code, ${DERIVED_STATE} AS state,
      stores.time_zone, stores.business_day_start`;

/** Derived hours of these states, in the order of stores and of time. */
export async function derivedGaps(sql: Sql, filter: GapFilter): Promise<DerivedGap[]> {
  // Only an hour that is not derived is held.
  if (filter.states.every((state) => state === 'held')) return [];
  const { where, values } = conditionsOf(filter);
  const from = filter.states.includes('reported') ? 'sales_hours h' : `${candidates(filter.states, where)} h`;
  return sql.rows({
    text: `SELECT ${ROW} FROM ${from} JOIN stores ON stores.id = h.store_id ${WITH_LATEST}
           WHERE ${where('h')} AND ${DERIVED_STATE} = ANY($1::text[])
           ORDER BY h.store_id, h.hour_start LIMIT $2`,
    values,
  });
}

/**
 * The hours that may be of these states, each kind by a small index of its own, but for those without any submission:
 * to find these is to walk through both lists side by side.
 */
function candidates(states: readonly HourState[], where: (row: string) => string): string {
  const found = CANDIDATES.filter(({ of }) => of.some((state) => states.includes(state)));
  return `(SELECT h.store_id, h.hour_start, h.hour_end, h.revision, h.provisional, h.restate_at, h.asks
    FROM sales_hours h JOIN (
      ${found.map(({ from }) => `SELECT c.store_id, c.hour_start FROM ${from} AND ${where('c')}`).join(' UNION ')}
    ) found USING (store_id, hour_start))`;
}

const CANDIDATES: readonly { readonly of: readonly HourState[]; readonly from: string }[] = [
  { of: ['waiting', 'unknown', 'failed', 'conflict'], from: `submissions c WHERE c.state <> 'accepted'` },
  { of: ['differs'], from: 'sales_hours c WHERE (c.restate_at IS NOT NULL OR c.asks IS NOT NULL)' },
  { of: ['provisional'], from: 'sales_hours c WHERE c.provisional' },
  {
    of: ['hole'],
    from: `sales_hours c WHERE NOT EXISTS (
        SELECT FROM submissions s WHERE s.store_id = c.store_id AND s.hour_start = c.hour_start)`,
  },
];

function conditionsOf({ storeId, stores, from, to, after, states, limit }: GapFilter) {
  const values: unknown[] = [states, limit];
  const put = (value: unknown): string => `$${String(values.push(value))}`;
  const of: ((row: string) => string)[] = [];
  if (storeId !== undefined) {
    const at = put(storeId);
    of.push((row) => `${row}.store_id = ${at}::uuid`);
  }
  if (stores !== null && stores !== undefined) {
    const at = put(stores);
    of.push((row) => `${row}.store_id = ANY(${at}::uuid[])`);
  }
  if (from !== undefined) {
    const at = put(from);
    of.push((row) => `${row}.hour_start >= ${at}`);
  }
  if (to !== undefined) {
    const at = put(to);
    of.push((row) => `${row}.hour_start < ${at}`);
  }
  if (after !== undefined) {
    const [store, hour] = [put(after.storeId), put(after.hourStart)];
    of.push((row) => `(${row}.store_id, ${row}.hour_start) > (${store}::uuid, ${hour})`);
  }
  const where = (row: string): string => ['true', ...of.map((condition) => condition(row))].join(' AND ');
  return { where, values };
}

/** A stretch of a store’s hours. */
export interface StoreStretch {
  readonly storeId: string;
  readonly from: Date;
  readonly to: Date;
}

export interface StateCount {
  /** Which of the stretches, from 0. */
  readonly place: number;
  readonly state: HourState;
  readonly hours: number;
}

/** How many derived hours of each state each stretch has; one statement, whatever their number. */
export function countDerived(sql: Sql, stretches: readonly StoreStretch[]): Promise<StateCount[]> {
  const input = inputRows(
    stretches.map(({ storeId, from, to }, place) => ({ place, store_id: storeId, from_at: from, to_at: to })),
    { place: 'int', store_id: 'uuid', from_at: 'timestamptz', to_at: 'timestamptz' },
  );
  return sql.rows({
    name: 'reporting_count_states',
    text: `SELECT input.place, of_hour.state, count(*)::int AS hours FROM ${input.from} CROSS JOIN LATERAL (
             SELECT ${DERIVED_STATE} AS state FROM sales_hours h ${WITH_LATEST}
             WHERE h.store_id = input.store_id AND h.hour_start >= input.from_at AND h.hour_start < input.to_at
           ) of_hour GROUP BY input.place, of_hour.state`,
    values: input.values,
  });
}
