import type { Database } from '#database/database.js';
import { type StoreScope, storesOf } from '#domain/access.js';
import { businessDate } from '#domain/business-time.js';
import type { Figures } from '../figures/figures.js';
import { PARTS } from '../figures/effects.store.js';
import { type DbFigures, fromDbFigures } from '../figures/hours.store.js';
import { type DbParts, fromDbParts, type Parts } from '../figures/parts.js';
import { attributionOf } from '#ledger/places.store.js';
import { STILL_DIFFERS } from '../watch/differences.store.js';
import { DIFFERS, type HourWait, WAIT, WITH_LATEST } from '../derive/hour-state.js';
import type { SubmissionState } from '../derive/submission-rule.js';

/** A derived hour as people see it. */
export interface SalesHourView extends Figures, Parts {
  readonly storeId: string;
  readonly hourStart: Date;
  readonly hourEnd: Date;
  /** `yyyy-MM-dd` of the store's business day. */
  readonly businessDate: string;
  readonly revision: number;
  readonly derivedAt: Date;
  /** Orders of it may still come from a source that is not read so far. */
  readonly provisional: boolean;
  /** What the last sweep found the ledger to say though no change of the hour waits; null where the two agree. */
  readonly difference: (Figures & { readonly foundAt: Date }) | null;
  /** The attribution that orders of its store are on the move by: until it ends the hour rests. */
  readonly waitsForJobId: string | null;
  /** It is not what its vendor has: why that is not reported yet, and when it is looked at again. */
  readonly differs: { readonly why: HourWait; readonly until: Date | null } | null;
  /** The hour's latest submission; null where none was made. */
  readonly submission: {
    readonly id: string;
    readonly state: SubmissionState;
    readonly errorCode: string | null;
  } | null;
}

export interface SalesHourFilter {
  readonly storeId?: string | undefined;
  /** Only hours of these stores. */
  readonly stores?: StoreScope | undefined;
  /** Hours that begin at or after it. */
  readonly from?: Date | undefined;
  /** Hours that begin before it. */
  readonly to?: Date | undefined;
  /** Only hours that are not what their vendor has. */
  readonly differs?: boolean | undefined;
  /** Only hours that come after this one in the list: the last of the page before. */
  readonly before?: { readonly hourStart: Date; readonly storeId: string } | undefined;
  readonly limit: number;
}

/** Reads derived hours for people. */
export class SalesHourQuery {
  constructor(private readonly database: Database) {}

  /** Undefined where no such hour was derived. */
  async get(storeId: string, hourStart: Date, stores: StoreScope = null): Promise<SalesHourView | undefined> {
    const to = new Date(hourStart.getTime() + 1);
    const [hour] = await this.list({ storeId, stores, from: hourStart, to, limit: 1 });
    return hour;
  }

  /** The newest hour first, within an hour the greatest store id. */
  async list(filter: SalesHourFilter): Promise<SalesHourView[]> {
    const { conditions, values } = conditionsOf(filter);
    const rows = await this.database.rows<SalesHourRow>({
      text: `SELECT h.store_id, h.hour_start, h.hour_end, h.revision, h.derived_at, h.total_fen,
               h.orders, h.items, h.lines, h.provisional, CASE WHEN ${DIFFERS} THEN ${WAIT} END AS wait, h.restate_at,
               ${PARTS.map((part) => `h.${part}`).join(', ')}, stores.time_zone, stores.business_day_start,
               d.found_at, d.total_fen AS found_fen, d.orders AS found_orders, d.items AS found_items,
               d.lines AS found_lines, ${attributionOf('h.store_id')} AS waits_for, latest.id AS submission_id, latest.state, latest.error_code
             FROM sales_hours h JOIN stores ON stores.id = h.store_id
             LEFT JOIN hour_differences d ON d.store_id = h.store_id AND d.hour_start = h.hour_start
               AND ${STILL_DIFFERS}
             ${WITH_LATEST}
             WHERE ${conditions.join(' AND ')}
             ORDER BY h.hour_start DESC, h.store_id DESC LIMIT $1`,
      values,
    });
    return rows.map(toView);
  }
}

function conditionsOf({ storeId, stores, from, to, differs, before, limit }: SalesHourFilter) {
  const scope = storesOf(stores, storeId);
  const values: unknown[] = [limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    'true',
    ...(storeId === undefined ? [] : [`h.store_id = ${put(storeId)}::uuid`]),
    ...(scope === undefined ? [] : [`h.store_id = ANY(${put(scope)}::uuid[])`]),
    ...(from === undefined ? [] : [`h.hour_start >= ${put(from)}`]),
    ...(to === undefined ? [] : [`h.hour_start < ${put(to)}`]),
    ...(differs === true ? [DIFFERS] : []),
    ...(before === undefined
      ? []
      : [`(h.hour_start, h.store_id) < (${put(before.hourStart)}, ${put(before.storeId)}::uuid)`]),
  ];
  return { conditions, values };
}

interface SalesHourRow extends DbFigures, DbParts {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
  readonly revision: number;
  readonly derived_at: Date;
  readonly provisional: boolean;
  readonly time_zone: string;
  readonly business_day_start: string;
  readonly found_at: Date | null;
  readonly found_fen: string;
  readonly found_orders: number;
  readonly found_items: string;
  readonly found_lines: string;
  readonly waits_for: string | null;
  readonly wait: HourWait | null;
  readonly restate_at: Date | null;
  readonly submission_id: string | null;
  readonly state: SubmissionState | null;
  readonly error_code: string | null;
}

const toView = (row: SalesHourRow): SalesHourView => ({
  storeId: row.store_id,
  hourStart: row.hour_start,
  hourEnd: row.hour_end,
  businessDate: businessDate(row.hour_start, row.time_zone, row.business_day_start),
  ...fromDbFigures(row),
  ...fromDbParts(row),
  provisional: row.provisional,
  revision: row.revision,
  derivedAt: row.derived_at,
  difference: differenceOf(row),
  waitsForJobId: row.waits_for,
  differs: row.wait === null ? null : { why: row.wait, until: row.restate_at },
  submission:
    row.submission_id === null || row.state === null
      ? null
      : { id: row.submission_id, state: row.state, errorCode: row.error_code },
});

function differenceOf(row: SalesHourRow): SalesHourView['difference'] {
  if (row.found_at === null) return null;
  const { found_fen: total_fen, found_orders: orders, found_items: items, found_lines: lines } = row;
  return { foundAt: row.found_at, ...fromDbFigures({ total_fen, orders, items, lines }) };
}
