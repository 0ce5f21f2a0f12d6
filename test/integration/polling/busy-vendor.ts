import type { Connector } from '#connectors-core/connector.js';
import type { PageRequest, SourcePage, SourcePages } from '#connectors-core/source-pages.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { TestClock } from './polling-world.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface BusyOptions {
  readonly orders: number;
  /** They come evenly in this time. */
  readonly spanMs: number;
  /** A row shows up to so much later than the time that it is listed under. */
  readonly lateMs: number;
  readonly pageSize: number;
  /** So many of the listed orders change with each page that is asked for, each order once. */
  readonly changesPerPage: number;
  readonly limits: Pick<SourcePages, 'lagMs' | 'overlapMs'>;
}

interface BusyOrder {
  readonly no: string;
  version: number;
  /** Of its last change. */
  second: number;
  visibleFrom: number;
}

/**
 * A vendor in memory with very many orders, which lists by the time of the last change. Listed orders change
 * while their window is read: they leave it, all behind them move up, and they show again later.
 */
export class BusyVendor {
  readonly orders: readonly BusyOrder[];
  calls = 0;
  changes = 0;
  /** From then on nothing changes. */
  isQuiet = false;
  readonly connector: Connector;
  private readonly bySecond = new Map<number, Set<BusyOrder>>();
  private seed = 20_261_122;

  constructor(
    private readonly clock: TestClock,
    private readonly options: BusyOptions,
  ) {
    const start = clock.now().getTime();
    const step = options.spanMs / options.orders;
    this.orders = Array.from({ length: options.orders }, (_, n) =>
      this.newOrder(String(n), start + n * step),
    );
    this.connector = toConnector(options.limits, (request) => Promise.resolve(this.page(request)));
  }

  /** Time passes with each call. */
  private page({ window, cursor }: PageRequest): SourcePage {
    this.calls += 1;
    this.clock.pass(20);
    const now = this.clock.now();
    const rows = this.listed(window.from.getTime(), window.to.getTime(), now.getTime());
    const begin = Number(cursor ?? 0);
    const end = begin + this.options.pageSize;
    const observations = rows.slice(begin, end).map((order) => observe(order, now));
    if (!this.isQuiet) this.changeSome(rows, now.getTime());
    const next = end < rows.length ? String(end) : null;
    return { observations, unread: [], next, rawBody: Buffer.from('{}') };
  }

  private listed(from: number, to: number, now: number): BusyOrder[] {
    const rows: BusyOrder[] = [];
    for (let second = from; second < to; second += SECOND)
      for (const order of this.bySecond.get(second) ?? []) if (order.visibleFrom <= now) rows.push(order);
    return rows;
  }

  private changeSome(rows: readonly BusyOrder[], now: number): void {
    const fresh = rows.filter(({ version }) => version === 1);
    const stride = Math.max(1, Math.floor(fresh.length / this.options.changesPerPage));
    for (let n = this.upTo(stride); n < fresh.length; n += stride) {
      const order = fresh[n];
      if (order === undefined) return;
      this.bySecond.get(order.second)?.delete(order);
      order.version += 1;
      this.changes += 1;
      this.place(order, now);
    }
  }

  private newOrder(no: string, at: number): BusyOrder {
    const order = { no, version: 1, second: 0, visibleFrom: 0 };
    this.place(order, at);
    return order;
  }

  private place(order: BusyOrder, at: number): void {
    order.second = at - (at % SECOND);
    order.visibleFrom = at + this.upTo(this.options.lateMs);
    const others = this.bySecond.get(order.second) ?? new Set();
    this.bySecond.set(order.second, others.add(order));
  }

  /** mulberry32: the same in every run. */
  private upTo(most: number): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  }
}

const observe = ({ no, version }: BusyOrder, asOf: Date): OrderObservation => ({
  vendorNo: no,
  asOf,
  precedence: 1,
  fulfilment: { state: 'unknown', raw: String(version), completedAt: null },
});

const toConnector = (limits: BusyOptions['limits'], page: SourcePages['page']): Connector => ({
  ...{
    id: 'busy',
    title: 'Busy',
    titles: { zh: 'Busy', en: 'Busy' },
    configFields: [],
    personalFields: [],
    sells: 'never',
    storeIds: 'vendor',
  },
  limits: () => ({ requestsPerSecond: 1_000, concurrency: 16 }),
  source: {
    pages: {
      ...{ windowTime: 'changed', largestWindowMs: 60 * MINUTE, mostPages: 4_000, pagesShift: true },
      ...limits,
      streams: () => ['all'],
      intervalMs: () => 10 * MINUTE,
      page,
    },
  },
});
