import pg from 'pg';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { type HubAndSandbox, type Made, openStore, startHubAndSandbox } from './hub-and-sandbox.js';
import { Hub, type Sandbox } from './programs.js';
import { untilIdle } from './until-idle.js';
import { openShop } from './web-shop.js';

const OVOPARK = { akey: 'S107-00000042', secret: 'report-secret', enterpriseId: '42' };
const STORES = [
  { code: 'R-1', depId: '9901', shopId: 'D000901' },
  { code: 'R-2', depId: '9902', shopId: 'D000902' },
] as const;
const HOUR_MS = 3_600_000;

/** Lost answers are the point: the breaker would only make them wait. A dead hub's reports are taken over soon. */
export const REPORT_ENV = {
  HUB_ANSWER_DEADLINE_SECONDS: '2',
  HUB_REPORT_LEASE_SECONDS: '4',
  HUB_BREAKER_LEAST_CALLS: '10000',
  HUB_REQUESTS_PER_SECOND: 'ovopark=50',
};
export const REPORT = { vendor: 'ovopark', method: 'reportSalesHourly' };

interface Sums {
  readonly items: readonly {
    readonly shopId: string;
    readonly hourStart: string;
    readonly totalFen: number;
    readonly dealPersonNum: string;
    readonly withoutCover: number;
  }[];
  readonly mostWithoutCover: number;
}
interface Sales {
  readonly hours: readonly {
    readonly hourStart: string;
    readonly orders: number;
    readonly totalFen: number;
  }[];
}
interface Call {
  readonly params: Readonly<Record<string, string>>;
}

/** Two stores that sell by a shop and are reported to Ovopark, and two hubs that share the work. */
export class ReportChain {
  /** The hour that began the day before the last whole one: everything is asked for from here on. */
  readonly from: Date;

  private constructor(
    private readonly chain: HubAndSandbox & Stores,
    readonly second: Hub,
    readonly database: pg.Client,
  ) {
    this.from = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 100 * HOUR_MS);
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<ReportChain> {
    const all = { ...REPORT_ENV, ...env };
    const chain = await startHubAndSandbox(all, openStores);
    const second = new Hub(chain.databaseUrl, await freePort(), all);
    const database = new pg.Client({ connectionString: chain.databaseUrl });
    await Promise.all([second.start(), database.connect()]);
    return new ReportChain(chain, second, database);
  }

  async close(): Promise<void> {
    await this.second.stop();
    await this.database.end();
    await this.chain.close();
  }

  get databaseUrl(): string {
    return this.chain.databaseUrl;
  }

  get first(): Hub {
    return this.chain.hub;
  }

  get control(): Sandbox['control'] {
    return this.chain.sandbox.control;
  }

  hourAt = (index: number): Date => new Date(this.from.getTime() + index * HOUR_MS);

  /** Orders of both stores, paid in these hours, and taken in by the hubs. */
  async sell(count: number, hours: readonly [number, number]): Promise<void> {
    const [paidFrom, paidTo] = hours.map((index) => this.hourAt(index));
    await this.control.post('shop/orders/bulk', {
      ...{ shopId: 'shop', count, concurrency: 16, paidFrom: paidFrom?.toISOString() },
      paidTo: new Date((paidTo?.getTime() ?? 0) - 1).toISOString(),
    });
    await untilIdle(this.control);
    await this.untilNone(`SELECT FROM deliveries WHERE state = 'pending' LIMIT 1`);
    await this.untilNone('SELECT FROM order_changes LIMIT 1');
  }

  /** @param hours their indexes, [from, to) */
  async ask(hub: Hub, hours: readonly [number, number], stores = this.chain.stores): Promise<void> {
    const [from, to] = hours.map((index) => this.hourAt(index));
    for (const storeId of stores) await hub.rest.post('submissions', { storeId, from, to });
  }

  get firstStore(): string {
    return this.chain.stores[0] ?? '';
  }

  settled = (): Promise<void> => this.untilNone('SELECT FROM submissions WHERE settled_at IS NULL LIMIT 1');

  async untilNone(query: string): Promise<void> {
    await this.until(async () => (await this.database.query(query)).rowCount === 0);
  }

  async until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** How many reports of the hour reached the vendor. */
  async heardOf(hourStart: Date, shopId: string): Promise<number> {
    const { items } = await this.control.get<{ items: readonly Call[] }>(
      'ovopark/calls?method=open.ovopark.pos.reportSalesHourly&limit=5000',
    );
    const createTime = chinaText(hourStart);
    return items.filter(({ params }) => params['createTime'] === createTime && params['shopId'] === shopId)
      .length;
  }

  /** By the sandbox's own book: each hour once without cover, and what it shows is what was sold. */
  async expectRight(): Promise<void> {
    const { items, mostWithoutCover } = await this.control.get<Sums>('ovopark/sums');
    expect(mostWithoutCover).toBe(1);
    expect(items.filter(({ withoutCover }) => withoutCover !== 1)).toEqual([]);
    for (const { code, shopId } of STORES) {
      const { hours } = await this.control.get<Sales>(`sales?vendor=shop&store=${code}`);
      const sold = new Map(hours.map(({ hourStart, orders, totalFen }) => [hourStart, [totalFen, orders]]));
      const shown = items.filter((item) => item.shopId === shopId);
      expect(
        shown.map(({ hourStart, totalFen, dealPersonNum }) => [hourStart, totalFen, Number(dealPersonNum)]),
      ).toEqual(shown.map(({ hourStart }) => [hourStart, ...(sold.get(hourStart) ?? [0, 0])]));
      const hoursShown = new Set(shown.map(({ hourStart }) => hourStart));
      expect(hours.filter(({ hourStart }) => !hoursShown.has(hourStart))).toEqual([]);
    }
    const twice = await this.database.query(
      `SELECT FROM submissions WHERE state = 'accepted' AND NOT cover GROUP BY store_id, hour_start HAVING count(*) > 1`,
    );
    expect(twice.rowCount).toBe(0);
  }
}

interface Stores {
  readonly stores: readonly string[];
}

async function openStores(hub: Hub, { url, control }: Sandbox): Promise<Stores> {
  const sandbox = { url, control } as Sandbox;
  await openShop(
    hub,
    sandbox,
    STORES.map(({ code }) => code),
  );
  const config = { connector: 'ovopark', name: 'ovopark', config: OVOPARK, baseUrl: url };
  const { id } = await hub.rest.post<Made>('accounts', config);
  await control.post('ovopark/enterprises', {
    ...OVOPARK,
    shops: STORES.map(({ depId, shopId }) => ({ depId, shopId })),
  });
  const stores: string[] = [];
  for (const { code, shopId } of STORES) {
    const storeId = await openStore(hub, code);
    await hub.rest.post(`accounts/${id}/bindings`, { storeId, vendorStoreId: shopId });
    stores.push(storeId);
  }
  return { stores };
}

/** As Ovopark is told the time. */
const chinaText = (instant: Date): string =>
  new Date(instant.getTime() + 8 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
