import type { HubAndSandbox } from './hub-and-sandbox.js';
import type { Page } from './rest-client.js';

export interface Leg {
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  readonly storeId: string | null;
  readonly numbers: readonly string[];
  readonly fulfilment: { readonly state: string; readonly raw: string | null } | null;
  /** Only in an order's detail. */
  readonly origin?: Readonly<Record<string, string>>;
  readonly amounts: { readonly totalFen: number | null; readonly saleFen: number | null } | null;
}

export interface Order {
  readonly id: string;
  readonly status: string;
  readonly storeId: string | null;
  readonly totalFen: number | null;
  readonly saleFen: number | null;
  readonly legs: readonly Leg[];
}

export interface Window {
  readonly id: string;
  readonly stream: string;
  /** Null: of the live stream. */
  readonly backfillId: string | null;
  /** Instants in UTC, so that texts compare as times do. */
  readonly from: string;
  readonly to: string;
  readonly state: 'open' | 'closed' | 'failed';
  readonly orders: number;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export interface Coverage {
  readonly stream: string;
  readonly startsAt: string;
  readonly plannedTo: string;
  readonly completeTo: string;
  readonly gaps: readonly unknown[];
  readonly vendorClockOffsetMs: number | null;
}

export interface Health {
  readonly state: 'well' | 'unwell' | 'paused';
  readonly troubles: readonly { readonly what: string; readonly code: string; readonly message: string }[];
}

export interface SalesHour {
  readonly totalFen: number;
  readonly orders: number;
}

/** The verdicts that the sandbox keeps of a vendor's calls. */
export interface Verdicts<Counts> {
  readonly counts: Counts;
}

export const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A change that is so old is in a live window that is still to be read: behind its lag, within its overlap. */
export const SUNING_LIVE_MINUTES = 3;
export const OVOPARK_LIVE_MINUTES = 6;

/** What the hub says of listed sources, asked as a person would. */
export class SourceFacts {
  constructor(private readonly running: Pick<HubAndSandbox, 'hub'>) {}

  /** The orders that have this number, once they are as wanted. */
  async orders(
    number: string,
    wanted: (orders: readonly Order[]) => boolean = ([order]) => order !== undefined,
  ): Promise<readonly Order[]> {
    const { items } = await this.rest.until<Page<Order>>(`orders?q=${number}`, (page) => wanted(page.items));
    return items;
  }

  async order(number: string, wanted: (order: Order) => boolean = () => true): Promise<Order> {
    const isWanted = ([order]: readonly Order[]): boolean => order !== undefined && wanted(order);
    const [order, ...others] = await this.orders(number, isWanted);
    expect(others).toEqual([]);
    return order!;
  }

  /** An order with what is shown in no list, e.g. Suning's jobs in its leg's origin. */
  detail(orderId: string): Promise<Order> {
    return this.rest.get(`orders/${orderId}`);
  }

  async windows(
    filter: string,
    wanted: (windows: readonly Window[]) => boolean = (all) => all.length > 0,
  ): Promise<readonly Window[]> {
    const path = `windows?limit=200&${filter}`;
    const { items } = await this.rest.until<Page<Window>>(path, (page) => wanted(page.items));
    return items;
  }

  async coverage(
    accountId: string,
    wanted: (streams: readonly Coverage[]) => boolean,
  ): Promise<readonly Coverage[]> {
    const path = `coverage?accountId=${accountId}`;
    const { items } = await this.rest.until<Page<Coverage>>(path, (page) => wanted(page.items));
    return items;
  }

  /** The coverage of these streams, once none has a gap and each is as wanted. */
  async wholeCoverage(
    accountId: string,
    streams: readonly string[],
    wanted: (stream: Coverage) => boolean = () => true,
  ): Promise<readonly Coverage[]> {
    const named = (all: readonly Coverage[]) => all.filter(({ stream }) => streams.includes(stream));
    const isWhole = (one: Coverage) =>
      one.gaps.length === 0 && one.completeTo === one.plannedTo && one.completeTo > one.startsAt;
    const found = await this.coverage(accountId, (all) => {
      return named(all).length === streams.length && named(all).every((one) => isWhole(one) && wanted(one));
    });
    return named(found);
  }

  /** Resolves when the account works: when the last of its windows is read as well. */
  async well(accountId: string): Promise<void> {
    const { health } = await this.rest.until<{ health: Health }>(
      `accounts/${accountId}`,
      (account) => account.health.state === 'well',
    );
    expect(health.troubles).toEqual([]);
  }

  async health(accountId: string): Promise<Health> {
    return (await this.rest.get<{ health: Health }>(`accounts/${accountId}`)).health;
  }

  /** Lists a stretch of the past. @returns its windows, when all of them are closed */
  async backfill(accountId: string, stretch: { readonly from: Date; readonly to: Date }) {
    const { id } = await this.rest.post<{ id: string }>('backfills', { accountId, ...stretch });
    return this.windows(`backfillId=${id}`, (windows) => windows.every(({ state }) => state === 'closed'));
  }

  /** A store's hour, derived now from all that the ledger has, and reported. */
  async hour(storeId: string, hour: { readonly from: Date; readonly to: Date }): Promise<SalesHour> {
    await this.rest.post('submissions', { storeId, ...hour });
    const stretch = `from=${hour.from.toISOString()}&to=${hour.to.toISOString()}`;
    const { items } = await this.rest.get<Page<SalesHour>>(`sales/hours?storeId=${storeId}&${stretch}`);
    return items[0]!;
  }

  private get rest() {
    return this.running.hub.rest;
  }
}
