import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const HOUR_MS = 3_600_000;
/** Nobody listens there: what is sent waits. */
const NOWHERE = 'http://127.0.0.1:9';
const OVOPARK = { aid: 'S107', akey: 'S107-00000042', secret: 'report-secret', enterpriseId: '42' };

/** What is told of the other store: each of it is found by whoever sees all, and by nobody who sees the first store alone. */
export const OTHERS_WORDS = [
  ...[
    'OTHER-S2',
    '别家二店',
    'OTHERNO',
    '王别家',
    '13999990002',
    '9990002',
    '别家路',
    '别家菜',
    '别家的话',
    '别家商城',
  ],
  ...['9876543210', '9876543211', '9876543212', '98765432', 'OTHERTILL', '别家的旗', '别家收银'],
] as const;
const OTHERS_PERSON = { name: '王别家', phone: '13999990002', address: '别家路2号' };

export interface TestOrder {
  readonly id: string;
  readonly legs: readonly { readonly id: string; readonly accountId: string; readonly orderNo: string }[];
  readonly links: readonly { readonly id: string }[];
}

interface Shop {
  readonly id: string;
  readonly path: string;
  readonly secret: string;
}

export interface TestStore {
  readonly id: string;
  readonly shop: Shop;
  readonly till: string;
  readonly orders: readonly TestOrder[];
}

/** Two stores that sell by shops and tills of their own and are reported through one account; nothing works by itself. */
export class TwoStores {
  hub!: TestHub;
  own!: TestStore;
  other!: TestStore;
  /** Of the first store, with a leg of the other. */
  mixed!: TestOrder;
  /** Of no store. */
  stray!: TestOrder;
  /** Where the hour begins in which all was paid. */
  readonly hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS);
  private paid = 0;
  private differences = 0;

  private constructor(
    private readonly created: TestDatabase,
    readonly database: Database,
  ) {}

  static async open(): Promise<TwoStores> {
    const created = await createTestDatabase();
    const database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
    const world = new TwoStores(created, database);
    await world.fill();
    return world;
  }

  async close(): Promise<void> {
    await this.hub.stop();
    await this.database.close();
    await this.created.drop();
  }

  get rest(): RestClient {
    return new RestClient(`${this.hub.url}/api/v1`, ADMIN_KEY);
  }

  hourOf = ({ id }: TestStore): string => `sales/hours/${id}/${this.hour.toISOString()}`;

  /** @returns the id of an open discrepancy of the order, which offers to cancel it at the till */
  async differ(store: TestStore, { id: orderId, legs }: TestOrder, till = 'T-1'): Promise<string> {
    const evidence = { till, fulfilment: 'accepted', storefront: legs[0]?.orderNo ?? '' };
    const repairs = [{ kind: 'cancel', accountId: store.till, legId: legs[0]?.id ?? null }] as const;
    const key = String((this.differences += 1));
    const difference = aDifference({ key, evidence, repairs, accountId: store.till });
    const world = keepingWorld(this.database, new Date());
    return (await world.open(difference, { orderId, storeId: store.id })).id;
  }

  /** @returns the id of a command that is held, as nothing is mapped at the till */
  async place(store: TestStore, order: TestOrder): Promise<string> {
    const { id } = await this.rest.post<{ id: string }>('dispatches', {
      ...{ orderId: order.id, accountId: store.till },
    });
    await this.database.rows({
      text: `UPDATE dispatches SET state = 'held', error_code = 'unmapped_item', error_message = $2 WHERE id = $1`,
      values: [id, store === this.other ? '别家菜 is not mapped' : 'not mapped'],
    });
    return id;
  }

  /** @returns the id of an open suggestion that the two are one order */
  async suggest(one: TestOrder, two: TestOrder, storeId: string | null): Promise<string> {
    const [row] = await this.database.rows<{ id: string }>({
      text: `INSERT INTO link_suggestions (id, leg_id, other_leg_id, store_id, score, reasons, contradicts, is_alike, state, created_at)
             VALUES (gen_random_uuid(), $1, $2, $3, 50, '{phone,time}', '{}', true, 'open', now()) RETURNING id`,
      values: [one.legs[0]?.id, two.legs[0]?.id, storeId],
    });
    return row?.id ?? '';
  }

  async flag(orderId: string, param: string): Promise<void> {
    await this.database.rows({
      text: `INSERT INTO order_flags (order_id, source, code, param, since) VALUES ($1, 'dispatch', 'till_differs', $2, now())`,
      values: [orderId, param],
    });
  }

  private async fill(): Promise<void> {
    this.hub = await startTestHub(this.created.url, ENV);
    const ovopark = await this.rest.post<{ id: string }>('accounts', {
      ...{ connector: 'ovopark', name: 'reports', baseUrl: NOWHERE, config: OVOPARK },
    });
    this.own = await this.openStore('OWN-S1', '自家一店', ovopark.id);
    this.other = await this.openStore('OTHER-S2', '别家二店', ovopark.id);
    const names = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const [own, other] = await Promise.all([this.sell(this.own, names), this.sell(this.other, names)]);
    await this.report();
    await this.mix();
    const late = [await this.sell(this.own, ['LATE']), await this.sell(this.other, ['LATE'])].map(
      ([one]) => one!,
    );
    this.own = { ...this.own, orders: [...own, late[0]!] };
    this.other = { ...this.other, orders: [...other, late[1]!] };
    this.stray = await this.deliver(this.other.shop, 'OTHERNO-STRAY', 'NOWHERE', OTHERS);
    await this.report();
    await this.hub.stop();
    await this.database.rows({
      text: 'UPDATE sales_sinks SET starts_at = $1, reported_through = $1',
      values: [this.hour],
    });
    this.hub = await startTestHub(this.created.url, { ...ENV, HUB_ROLES: 'api' });
  }

  private async openStore(code: string, name: string, reports: string): Promise<TestStore> {
    const { rest } = this;
    const whose = code.startsWith('OTHER') ? '别家' : '自家';
    const { id } = await rest.post<{ id: string }>('stores', { code, name, timeZone: 'Asia/Shanghai' });
    const secret = newSecret();
    const shop = await rest.post<{ id: string; webhookUrl: string }>('accounts', {
      ...{ connector: 'storefront', name: `${whose}商城`, config: { secrets: [secret] } },
    });
    const till = await rest.post<{ id: string }>('accounts', {
      ...{
        connector: 'pospal',
        name: `${whose}收银`,
        baseUrl: NOWHERE,
        config: { appId: code, appKey: `key-of-${code}` },
      },
    });
    await rest.post(`accounts/${till.id}/bindings`, { storeId: id, vendorStoreId: 'till' });
    await rest.post(`accounts/${reports}/bindings`, { storeId: id, vendorStoreId: `D-${code}` });
    const path = new URL(shop.webhookUrl).pathname;
    return { id, shop: { id: shop.id, path, secret }, till: till.id, orders: [] };
  }

  private sell(store: TestStore, names: readonly string[]): Promise<TestOrder[]> {
    const [no, code, change] =
      store.id === this.own.id
        ? (['OWNNO', 'OWN-S1', {}] as const)
        : (['OTHERNO', 'OTHER-S2', OTHERS] as const);
    return Promise.all(names.map((name) => this.deliver(store.shop, `${no}-${name}`, code, change)));
  }

  private async deliver(shop: Shop, orderNo: string, storeCode: string, change: object): Promise<TestOrder> {
    const at = new Date(this.hour.getTime() + (this.paid += 1) * 60_000).toISOString();
    const order = orderDocument({ orderNo, storeCode, placedAt: at, paidAt: at, ...change });
    const { body, headers } = signed(shop.secret, order);
    const { status } = await this.hub.send('POST', shop.path, body, headers);
    if (status !== 200) throw new Error(`the shop was answered ${String(status)}`);
    const found = await this.rest.until<{ items: TestOrder[] }>(`orders?q=${orderNo}`, ({ items }) =>
      items.some(({ legs }) => legs[0]?.orderNo === orderNo),
    );
    const id = found.items.find(({ legs }) => legs[0]?.orderNo === orderNo)?.id ?? '';
    return this.rest.get<TestOrder>(`orders/${id}`);
  }

  /** Another store's order is found to be the same as one of the first store. */
  private async mix(): Promise<void> {
    const one = await this.deliver(this.own.shop, 'OWNNO-MIX', 'OWN-S1', {});
    const two = await this.deliver(this.other.shop, 'OTHERNO-MIX', 'OTHER-S2', {
      ...OTHERS,
      ...amounts(9_876_543_211),
    });
    const said = { orderId: two.id, reason: '别家的话', force: true };
    await this.rest.post(`orders/${one.id}/links`, said);
    this.mixed = await this.rest.get<TestOrder>(`orders/${one.id}`);
  }

  private async report(): Promise<void> {
    const to = new Date(this.hour.getTime() + HOUR_MS).toISOString();
    for (const { id: storeId } of [this.own, this.other])
      await this.rest.post('submissions', { storeId, from: this.hour.toISOString(), to });
  }
}

const amounts = (fen: number) => ({
  ...{ totalFen: fen, paidFen: fen },
  items: [{ itemName: '别家菜', quantity: '1', unitPrice: (fen / 100).toFixed(2), amountFen: fen }],
});
const OTHERS = { ...amounts(9_876_543_210), customer: OTHERS_PERSON };
const ENV = { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '2000' };
