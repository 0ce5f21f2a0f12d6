import type { HourState } from './hour-marks.js';
import { columnsOf, type HeatColumn, placed } from './heat-columns.js';
import type { DayHour, StoreDay } from './sales-day.js';

export interface Sums {
  readonly totalFen: number;
  readonly orders: number;
}

/** A store of the map: what stands in each column, where it has that hour. */
export interface HeatRow extends Sums {
  readonly store: StoreDay;
  readonly cells: readonly (DayHour | undefined)[];
}

export interface HeatMapData extends Sums {
  readonly columns: readonly HeatColumn[];
  readonly rows: readonly HeatRow[];
  /** Of all rows, column by column. */
  readonly columnSums: readonly Sums[];
  /** How many hours of all stores stand where. */
  readonly states: ReadonlyMap<HourState, number>;
}

export const SORTS = ['code', 'least', 'most'] as const;
export type Sort = (typeof SORTS)[number];

/** What is shown of a day: which stores, and in which order. */
export interface Shown {
  readonly sort: Sort;
  /** Only stores with an hour that stands so. */
  readonly state: HourState | undefined;
  /** A part of a store's name or code. */
  readonly name: string;
}

/** A day as a map: rows of stores, columns of hours, and the sums of both over what is shown. */
export function heatMapOf(stores: readonly StoreDay[], { sort, state, name }: Shown): HeatMapData {
  const columns = columnsOf(stores);
  const rows = stores
    .filter(
      (store) =>
        isNamed(store, name) && (state === undefined || store.hours.some((hour) => hour.state === state)),
    )
    .map((store) => rowOf(store, columns))
    .sort(ORDERS[sort]);
  const columnSums = columns.map((_, at) => sumOf(rows.map(({ cells }) => cells[at])));
  return { columns, rows, columnSums, states: statesOf(stores), ...sumOf(rows) };
}

const isNamed = ({ storeName, storeCode }: StoreDay, name: string): boolean =>
  [storeName, storeCode].some((text) => text.toLowerCase().includes(name.trim().toLowerCase()));

function rowOf(store: StoreDay, columns: readonly HeatColumn[]): HeatRow {
  const byKey = new Map(placed(store.hours));
  return { store, cells: columns.map(({ key }) => byKey.get(key)), ...sumOf(store.hours) };
}

interface Summed {
  readonly totalFen: number | bigint;
  readonly orders: number;
}

const sumOf = (parts: readonly (Summed | undefined)[]): Sums => ({
  totalFen: parts.reduce((sum, part) => sum + Number(part?.totalFen ?? 0), 0),
  orders: parts.reduce((sum, part) => sum + (part?.orders ?? 0), 0),
});

const byCode = (a: HeatRow, b: HeatRow): number =>
  a.store.storeCode < b.store.storeCode ? -1 : Number(a.store.storeCode > b.store.storeCode);

const ORDERS: Readonly<Record<Sort, (a: HeatRow, b: HeatRow) => number>> = {
  code: byCode,
  least: (a, b) => a.totalFen - b.totalFen || byCode(a, b),
  most: (a, b) => b.totalFen - a.totalFen || byCode(a, b),
};

function statesOf(stores: readonly StoreDay[]): ReadonlyMap<HourState, number> {
  const counts = new Map<HourState, number>();
  for (const { hours } of stores)
    for (const { state } of hours) if (state !== null) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
