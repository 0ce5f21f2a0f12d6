import type { TillChain } from './till-chain.js';

export interface Dispatch {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly vendorNo: string | null;
  readonly marker: string | null;
  readonly cause: string;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export interface TillOrder {
  readonly orderNo: string;
  readonly state: number;
  readonly orderRemark: string | null;
  readonly totalFen: number;
}

export interface HubOrder {
  readonly id: string;
  readonly status: string;
  readonly fulfilment: string;
  readonly saleFen: number | null;
  readonly flags: readonly string[];
  readonly legs: readonly {
    readonly accountId: string;
    readonly vendorNo: string;
    readonly fulfilment: { readonly state: string } | null;
  }[];
}

export const CANCELLED = 3;

const MARKER = /SP-[0-9A-Z]{16}/;
export const markerOf = ({ orderRemark }: TillOrder): string | undefined =>
  MARKER.exec(orderRemark ?? '')?.[0];

/** Asks again until it is so; the test's own time-out ends it. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What hub and till say, asked as a person would. */
export class TillFacts {
  constructor(private readonly chain: TillChain) {}

  dispatches(filter = ''): Promise<Dispatch[]> {
    return this.chain.hub.rest.all<Dispatch>(`dispatches${filter}`);
  }

  /** Resolves when no order that is not cancelled is left at the till and no command is under way. */
  async noneLive(): Promise<void> {
    await until(async () => {
      await this.settled(0);
      return (await this.tillOrders()).every(({ state }) => state === CANCELLED);
    });
  }

  /** Resolves when so many placings are there and every command is settled or held. */
  async settled(placings: number): Promise<Dispatch[]> {
    let all: Dispatch[] = [];
    await until(async () => {
      all = await this.dispatches();
      const open = all.filter(({ state }) => state === 'waiting' || state === 'unknown');
      return open.length === 0 && all.filter(({ kind }) => kind === 'place').length >= placings;
    });
    return all;
  }

  async tillOrders(): Promise<TillOrder[]> {
    const { items } = await this.chain.sandbox.control.get<{ items: TillOrder[] }>(
      'pospal/orders?limit=100000',
    );
    return [...items];
  }

  async order(orderNo: string, wanted: (order: HubOrder) => boolean = () => true): Promise<HubOrder> {
    const { items } = await this.chain.hub.rest.until<{ items: readonly HubOrder[] }>(
      `orders?q=${orderNo}`,
      ({ items: [order] }) => order !== undefined && wanted(order),
    );
    return items[0]!;
  }

  async bulk(count: number, more: object = {}): Promise<string[]> {
    const wish = { shopId: 'shop', count, concurrency: 16, ...more };
    const { orderNos } = await this.chain.sandbox.control.post<{ orderNos: string[] }>(
      'shop/orders/bulk',
      wish,
    );
    return orderNos;
  }
}
