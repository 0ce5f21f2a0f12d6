import type { JournalRecord, Remembered } from '../journal.js';
import { Timeline, type TimedRow, type TimeWindow } from '../timeline.js';
import { isOpen, keyOf, type OrderSource, ORDER_SOURCES, type SuningOrder } from './suning-order.js';
import type { SuningMerchant } from './suning-merchants.js';

export const orderRecord = (order: SuningOrder): JournalRecord => ({ kind: 'suning.order', order });
export const removedRecord = (key: string): JournalRecord => ({ kind: 'suning.order_removed', key });

interface Row extends TimedRow {
  readonly order: SuningOrder;
  visibleTo: number;
}

/** One order source of one merchant, by either time that a window may be about. */
interface Stream {
  readonly created: Timeline<Row>;
  readonly changed: Timeline<Row>;
}

const newStream = (): Stream => ({
  created: new Timeline((row) => row.order.createdAt),
  changed: new Timeline((row) => row.order.changedAt),
});

/** Every order of every merchant; a version that shows late leaves the one before to be seen until then. */
export class SuningOrders implements Remembered {
  private readonly streams = new Map<string, Stream>();
  /** Oldest version first, the newest always among them. */
  private readonly versions = new Map<string, Row[]>();
  private readonly open = new Map<string, Set<string>>();
  private readonly aside = new Set<string>();
  private lastSeq = 0;
  readonly replay = {
    'suning.order': (record: JournalRecord): void => {
      this.put((record as unknown as { order: SuningOrder }).order);
    },
    'suning.order_removed': ({ key }: JournalRecord): void => {
      this.remove(String(key));
    },
  };

  /** Keeps a version; the caller journals it. */
  put(order: SuningOrder): void {
    const key = keyOf(order);
    const row = { order, seq: ++this.lastSeq, visibleFrom: order.visibleFrom, visibleTo: Infinity };
    const before = this.versions.get(key) ?? [];
    for (const older of before) older.visibleTo = Math.min(older.visibleTo, row.visibleFrom);
    const over = before.filter((older) => older.visibleTo <= Math.max(older.visibleFrom, order.madeAt));
    for (const older of over) this.unlist(older);
    const stream = this.stream(order);
    stream.created.add(row);
    stream.changed.add(row);
    this.versions.set(key, [...before.filter((older) => !over.includes(older)), row]);
    this.keepOpen(order, key);
  }

  /** The order is gone as if it had never been there. */
  remove(key: string): void {
    const rows = this.versions.get(key) ?? [];
    for (const row of rows) this.unlist(row);
    this.versions.delete(key);
    this.open.get(rows[0]?.order.appKey ?? '')?.delete(key);
  }

  /** Couriers leave it as it is from here on. */
  setAside(key: string): void {
    this.aside.add(key);
    for (const ofMerchant of this.open.values()) ofMerchant.delete(key);
  }

  /** The newest version, whether windows show it yet or not. */
  get(key: string): SuningOrder | undefined {
    return this.versions.get(key)?.at(-1)?.order;
  }

  /** The version that windows show at `now`; undefined where they show none. */
  shownAt(key: string, now: number): SuningOrder | undefined {
    const rows = this.versions.get(key) ?? [];
    return rows.find(({ visibleFrom, visibleTo }) => visibleFrom <= now && now < visibleTo)?.order;
  }

  /** Orders of this number, of any merchant and source. */
  named(orderId: string, appKeys: readonly string[]): SuningOrder[] {
    const keys = appKeys.flatMap((appKey) =>
      ORDER_SOURCES.map((orderSource) => keyOf({ appKey, orderSource, orderId })),
    );
    return keys.map((key) => this.get(key)).filter((order) => order !== undefined);
  }

  /** What windows show at `now`, oldest first by the merchant's time. */
  within(
    { appKey, windowTime }: SuningMerchant,
    orderSource: OrderSource,
    window: TimeWindow,
    now: number,
    wanted: (order: SuningOrder) => boolean,
  ): SuningOrder[] {
    const timeline = this.stream({ appKey, orderSource })[windowTime];
    return timeline.within(window, now, ({ order }) => wanted(order)).map(({ order }) => order);
  }

  /** Keys of orders that may still come to something else, oldest first, at most `limit`. */
  oldestOpen(appKey: string, limit: number): string[] {
    const keys: string[] = [];
    for (const key of this.open.get(appKey) ?? []) {
      if (keys.length >= limit) break;
      keys.push(key);
    }
    return keys;
  }

  get size(): number {
    return this.versions.size;
  }

  *all(): Iterable<SuningOrder> {
    for (const rows of this.versions.values()) {
      const newest = rows.at(-1);
      if (newest !== undefined) yield newest.order;
    }
  }

  snapshot(): JournalRecord[] {
    const rows = [...this.versions.values()].flat().sort((a, b) => a.seq - b.seq);
    return rows.map(({ order }) => orderRecord(order));
  }

  private keepOpen(order: SuningOrder, key: string): void {
    const ofMerchant = this.open.get(order.appKey) ?? new Set();
    this.open.set(order.appKey, ofMerchant);
    if (isOpen(order) && !this.aside.has(key)) ofMerchant.add(key);
    else ofMerchant.delete(key);
  }

  private unlist(row: Row): void {
    const stream = this.stream(row.order);
    stream.created.remove(row);
    stream.changed.remove(row);
  }

  private stream({ appKey, orderSource }: Pick<SuningOrder, 'appKey' | 'orderSource'>): Stream {
    const name = `${appKey}/${orderSource}`;
    const known = this.streams.get(name) ?? newStream();
    this.streams.set(name, known);
    return known;
  }
}
