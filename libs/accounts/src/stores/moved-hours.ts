import type { Moving } from '#domain/attribution.js';
import { hourOf } from '#domain/business-time.js';
import type { Fen } from '#domain/money.js';

/** What an hour of a store gains by a change; less than nothing where it loses. */
export interface MovedHour {
  readonly storeId: string;
  readonly hourStart: Date;
  readonly hourEnd: Date;
  readonly orders: number;
  readonly saleFen: Fen;
}

/**
 * The hours of all stores that a change moves, in order.
 * @param zones by store; those of other stores are left out
 */
export function movedHours({ sales }: Moving, zones: ReadonlyMap<string, string>): MovedHour[] {
  const hours = new Map<string, MovedHour>();
  const add = (storeId: string | null, at: Date, orders: number, saleFen: Fen): void => {
    const zone = storeId === null ? undefined : zones.get(storeId);
    if (storeId === null || zone === undefined) return;
    const { start, end } = hourOf(at, zone);
    const key = `${start.toISOString()} ${storeId}`;
    const known = hours.get(key) ?? { storeId, hourStart: start, hourEnd: end, orders: 0, saleFen: 0n };
    hours.set(key, { ...known, orders: known.orders + orders, saleFen: known.saleFen + saleFen });
  };
  for (const { fromStoreId, toStoreId, at, orders, saleFen } of sales) {
    add(fromStoreId, at, -orders, -saleFen);
    add(toStoreId, at, orders, saleFen);
  }
  return [...hours].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, hour]) => hour);
}
