import { hourStart, HOUR_MS } from '../china-time.js';
import type { PospalOrder } from './pospal-order.js';

/** First and last instant, both inside, epoch ms. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The first place in `rows` (ascending seq) whose seq is greater than `seq`. */
function placeAfter(rows: readonly PospalOrder[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? Infinity) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

const within = ({ orderAt }: PospalOrder, { from, to }: Window): boolean => orderAt >= from && orderAt <= to;

/**
 * One till's orders by the hour of their orderDateTime, in each hour by age: a page of a day is merged from
 * its hours, so that it costs the same whether the till has a hundred orders or a hundred thousand.
 */
export class TimeIndex {
  private readonly hours = new Map<number, PospalOrder[]>();

  add(order: PospalOrder): void {
    const start = hourStart(order.orderAt);
    const rows = this.hours.get(start) ?? [];
    this.hours.set(start, rows);
    if (order.seq > (rows.at(-1)?.seq ?? 0)) rows.push(order);
    else rows.splice(placeAfter(rows, order.seq), 0, order);
  }

  remove(order: PospalOrder): void {
    const rows = this.hours.get(hourStart(order.orderAt)) ?? [];
    const place = placeAfter(rows, order.seq) - 1;
    if (rows[place]?.seq === order.seq) rows.splice(place, 1);
  }

  /** Up to `limit` orders of the window that are younger than `afterSeq`, oldest first. */
  page(window: Window, afterSeq: number, limit: number, wanted: (order: PospalOrder) => boolean) {
    const hours = this.hoursOf(window).map((rows) => ({ rows, place: placeAfter(rows, afterSeq) }));
    const found: PospalOrder[] = [];
    while (found.length < limit) {
      const next = oldestOf(hours);
      if (next === null) break;
      if (within(next, window) && wanted(next)) found.push(next);
    }
    return found;
  }

  /** All orders of the window, youngest first. */
  newestFirst(window: Window, wanted: (order: PospalOrder) => boolean): PospalOrder[] {
    const all = this.hoursOf(window).flatMap((rows) => rows.filter((order) => within(order, window)));
    return all.filter(wanted).sort((a, b) => b.seq - a.seq);
  }

  private hoursOf({ from, to }: Window): PospalOrder[][] {
    const hours: PospalOrder[][] = [];
    for (let start = hourStart(from); start <= to; start += HOUR_MS) {
      const rows = this.hours.get(start);
      if (rows !== undefined) hours.push(rows);
    }
    return hours;
  }
}

/** Takes the oldest of the orders that are next in their hours; null when none is left. */
function oldestOf(hours: { readonly rows: readonly PospalOrder[]; place: number }[]): PospalOrder | null {
  let best: (typeof hours)[number] | null = null;
  let oldest: PospalOrder | null = null;
  for (const hour of hours) {
    const next = hour.rows[hour.place];
    if (next === undefined || (oldest !== null && next.seq > oldest.seq)) continue;
    [best, oldest] = [hour, next];
  }
  if (best !== null) best.place += 1;
  return oldest;
}
