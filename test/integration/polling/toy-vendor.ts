import { callContext } from '#connectors-core/call-context.js';
import type { CallQuota } from '#connectors-core/call-quota.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Connector, Fetched, Reference } from '#connectors-core/connector.js';
import type { PageRequest, SourcePage, SourcePages, UnreadRow } from '#connectors-core/source-pages.js';
import type { Clock } from '#domain/clock.js';
import type { DeclaredNumber, OrderObservation } from '#domain/order-observation.js';
import { anObservation } from '../../factories/observations.js';

export interface ToyOrder {
  readonly no: string;
  /** What windows filter on. */
  at: Date;
  fulfilment: 'created' | 'completed' | 'cancelled' | 'unknown';
  /** It can be fetched, but no listing shows it. */
  hidden?: boolean;
  /** Its row cannot be read. */
  broken?: boolean;
  /** Not even the number in it. */
  nameless?: boolean;
  /** It can be read, but no database takes it. */
  poison?: boolean;
  numberOf?: DeclaredNumber;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What a test may want otherwise. */
export type ToyLimits = Omit<SourcePages, 'streams' | 'intervalMs' | 'page'> & {
  readonly intervalMs: number;
  /** The account’s settings leave the pause to us. */
  readonly defaultPause: boolean;
  /** `bound`: one a bound store, by its id. */
  readonly streams: readonly string[] | 'bound';
  readonly pageSize: number;
  /** Calls are counted. */
  readonly counted: boolean;
  /** Of calls that are counted; null: nobody knows it. */
  readonly callsADay: number | null;
  /** Who is counted; null: each account by itself. */
  readonly caller: string | null;
  /** Longer windows than this are refused as too large, whatever is declared. */
  readonly acceptedMs: number;
  /** Lists no more than one page of a window, and says of a full one that it may not be all. */
  readonly bare: boolean;
  /** Gives the first page whichever is asked for, and calls it one of many. */
  readonly stuck: boolean;
};

/** Two for each interval of the newest data and two for all that is older, or so. */
export const CALLS_A_DAY = 1_500;

export const TOY_LIMITS: ToyLimits = {
  windowTime: 'created',
  largestWindowMs: 60 * MINUTE,
  lagMs: 2 * MINUTE,
  overlapMs: MINUTE,
  intervalMs: 5 * MINUTE,
  defaultPause: false,
  mostPages: 50,
  pagesShift: true,
  streams: ['all'],
  pageSize: 3,
  counted: false,
  callsADay: CALLS_A_DAY,
  caller: null,
  acceptedMs: Infinity,
  bare: false,
  stuck: false,
};

/** What listings show only once it has changed is fetched, each leg by itself. */
export const FETCHED_ALONE = { windowTime: 'changed' } as const satisfies Partial<ToyLimits>;

export interface AskedPage extends PageRequest {
  readonly accountId: string;
  readonly at: Date;
}

/**
 * A vendor in memory whose orders can be listed by time and fetched by number. A cursor is the place in the
 * list, so rows that come and go move all others between pages.
 */
export class ToyVendor {
  readonly asked: AskedPage[] = [];
  readonly fetched: Reference[] = [];
  /** Called before each page is answered; what it throws is the answer. */
  onPage: (request: AskedPage) => void | Promise<void> = () => undefined;
  onFetch: (reference: Reference, accountId: string) => void | Promise<void> = () => undefined;
  readonly connector: Connector;
  private readonly orders = new Map<string, ToyOrder>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: ToyLimits = TOY_LIMITS,
  ) {
    this.connector = {
      id: 'toy-pages',
      title: 'Toy pages',
      titles: { zh: 'Toy pages', en: 'Toy pages' },
      configFields: [],
      personalFields: [],
      limits: () => ({ requestsPerSecond: 1_000, concurrency: 16 }),
      sells: 'first',
      storeIds: 'vendor',
      source: {
        fetch: (reference, account) => this.fetch(reference, account.id),
        pages: {
          ...limits,
          streams: (_account, vendorStoreIds) =>
            limits.streams === 'bound' ? vendorStoreIds : limits.streams,
          intervalMs: () => (limits.defaultPause ? null : limits.intervalMs),
          page: (request, account) => this.page(request, account.id),
        },
      },
      ...(limits.counted ? { quota: byDay(limits) } : {}),
    };
  }

  put(no: string, at: Date, change: Partial<ToyOrder> = {}): ToyOrder {
    const order: ToyOrder = { no, at, fulfilment: 'created', ...change };
    this.orders.set(no, order);
    return order;
  }

  remove(no: string): void {
    this.orders.delete(no);
  }

  /** No listing shows it any more. */
  hide(no: string): void {
    const order = this.orders.get(no);
    if (order !== undefined) order.hidden = true;
  }

  get numbers(): string[] {
    return [...this.orders.keys()];
  }

  private async page(request: PageRequest, accountId: string): Promise<SourcePage> {
    const asked = { ...request, accountId, at: this.clock.now() };
    this.asked.push(asked);
    callContext()?.reserved?.use();
    await this.onPage(asked);
    if (request.window.to.getTime() - request.window.from.getTime() > this.limits.acceptedMs) {
      throw new ConnectorError('rejected', 'query-time:outofrange', { windowTooLarge: true });
    }
    const rows = this.listed(request);
    const begin = Number(request.cursor ?? 0);
    const end = begin + this.limits.pageSize;
    const listed = this.limits.stuck ? rows.slice(0, this.limits.pageSize) : rows.slice(begin, end);
    return {
      observations: listed.filter(({ broken }) => broken !== true).map((order) => this.observe(order)),
      unread: listed.filter(({ broken }) => broken === true).map(toUnread),
      ...(this.limits.bare && listed.length >= this.limits.pageSize ? { notWhole: 'a full list' } : {}),
      next: this.limits.bare
        ? null
        : end < rows.length || (this.limits.stuck && rows.length > 0)
          ? String(end)
          : null,
      rawBody: Buffer.from(JSON.stringify(listed.map(({ no }) => no))),
    };
  }

  /** A row shows only once it has happened. */
  private listed({ window: { from, to }, stream }: PageRequest): ToyOrder[] {
    const now = this.clock.now();
    return [...this.orders.values()]
      .filter(({ hidden }) => hidden !== true)
      .filter(({ at, no }) => at >= from && at < to && at <= now && this.isOf(stream, no))
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.no < b.no ? -1 : 1));
  }

  private isOf(stream: string, no: string): boolean {
    const { streams } = this.limits;
    return (streams !== 'bound' && streams.length === 1) || no.startsWith(`${stream}-`);
  }

  private async fetch(reference: Reference, accountId: string): Promise<Fetched> {
    this.fetched.push(reference);
    callContext()?.reserved?.use();
    await this.onFetch(reference, accountId);
    const order = this.orders.get(reference.vendorNo);
    if (order === undefined) return { found: false, message: 'no such order' };
    return { found: true, observation: this.observe(order), rawBody: Buffer.from(order.no) };
  }

  private observe({ no, at, fulfilment, poison, numberOf }: ToyOrder): OrderObservation {
    const observation = anObservation({ vendorNo: no, asOf: this.clock.now(), precedence: 1 });
    const [line] = observation.lines ?? [];
    return {
      ...observation,
      placement: { vendorStoreId: null, placedAt: at, numbers: [], origin: { kind: 'web' } },
      fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
      lines: line === undefined ? [] : [{ ...line, quantity: poison === true ? 'a handful' : '1' }],
      ...(numberOf === undefined ? {} : { numberOf }),
    };
  }
}

const toUnread = ({ no, nameless }: ToyOrder): UnreadRow => ({
  vendorNo: nameless === true ? null : no,
  message: 'state is no number',
});

const byDay = ({ callsADay, caller }: ToyLimits): CallQuota => ({
  caller: ({ id }) => caller ?? id,
  period: (at) => {
    const start = Math.floor(at.getTime() / DAY) * DAY;
    return { start: new Date(start), end: new Date(start + DAY) };
  },
  limit: () => callsADay,
});
