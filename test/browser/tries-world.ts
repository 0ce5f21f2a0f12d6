import type { Made } from '../support/hub-and-sandbox.js';
import { untilIdle } from '../support/until-idle.js';
import { SHOP_ID } from '../support/web-shop.js';
import { type DifferingChain, type OpenDiscrepancy, startDifferingChain } from './differing-chain.js';

const OVOPARK = { akey: 'S107-00000088', secret: 'a-secret-of-the-reporter', enterpriseId: '88' };
const ZHIMAI = { openId: 'moving-open-id', grantCode: 'moving-grant', openKey: 'moving-open-key' };
const HOUR_MS = 3_600_000;
const CHINA_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** More than chance, in an hour and on a day. */
const USUAL_ORDERS = 12;

export interface TriesWorld extends DifferingChain {
  readonly cancelled: OpenDiscrepancy;
  /** Of the month before this one in China, by the book of the shop itself; in fen. */
  readonly soldLastMonth: number;
}

/**
 * A store that sold well yesterday and a week ago, and last month, which is reported; now one of its accounts is paused, and
 * the till goes on with an order that the shop has cancelled.
 */
export async function startTriesWorld(): Promise<TriesWorld> {
  const world = await startDifferingChain();
  try {
    const { hub, sandbox, store } = world.chain;
    const account = (connector: string, name: string, config: object) =>
      hub.rest.post<Made>('accounts', { connector, name, config, baseUrl: sandbox.url });
    const bind = ({ id }: Made, vendorStoreId: string) =>
      hub.rest.post(`accounts/${id}/bindings`, { storeId: store, vendorStoreId });
    const moving = await account('zhimai', '企迈商城', ZHIMAI);
    await bind(moving, '5001');
    await hub.rest.patch(`accounts/${moving.id}`, { paused: true, reason: '企迈在搬家' });
    await sandbox.control.post('ovopark/enterprises', {
      ...{ ...OVOPARK, shops: [{ depId: '8801', shopId: 'D000088' }] },
    });
    await bind(await account('ovopark', '日报', OVOPARK), 'D000088');
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    for (const days of [1, 7]) await sell(world, hour - days * DAY_MS, 1_000);
    const soldLastMonth = await sellLastMonth(world);
    return { ...world, soldLastMonth, cancelled: await world.cancelledAtShop() };
  } catch (error) {
    await world.chain.close();
    throw error;
  }
}

/** Orders that were paid within so long after an instant, taken in by the hub. */
async function sell({ chain }: DifferingChain, from: number, forMs: number): Promise<void> {
  const [paidFrom, paidTo] = [from, from + forMs].map((at) => new Date(at).toISOString());
  const { control } = chain.sandbox;
  await control.post('shop/orders/bulk', {
    ...{ shopId: SHOP_ID, count: USUAL_ORDERS, concurrency: 4, paidFrom, paidTo },
  });
  await untilIdle(control);
}

interface Hour {
  readonly hourStart: string;
  readonly totalFen: number;
}
interface Days {
  readonly items: readonly { readonly hours: readonly Hour[] }[];
}

const sumOf = (hours: readonly Hour[]): number => hours.reduce((sum, { totalFen }) => sum + totalFen, 0);

/** The tenth of last month, from nine to eleven in the morning, reported. @returns what the shop says it sold, in fen */
async function sellLastMonth(world: DifferingChain): Promise<number> {
  const { hub, sandbox, store } = world.chain;
  const firstOfMonth = `${new Date(Date.now() + CHINA_MS).toISOString().slice(0, 8)}01`;
  const day = `${new Date(Date.parse(firstOfMonth) - DAY_MS).toISOString().slice(0, 8)}10`;
  const from = Date.parse(`${day}T09:00:00+08:00`);
  const to = from + 2 * HOUR_MS;
  await sell(world, from, to - from - 1);
  const period = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;
  const book = await sandbox.control.get<{ hours: readonly Hour[] }>(`sales?vendor=shop&store=T-1&${period}`);
  const sold = sumOf(book.hours);
  await hub.rest.until<Days>(
    `sales/days?date=${day}`,
    ({ items }) => sumOf(items.flatMap(({ hours }) => hours)) === sold,
  );
  await hub.rest.post('submissions', { storeId: store, from: new Date(from), to: new Date(to) });
  return sold;
}
