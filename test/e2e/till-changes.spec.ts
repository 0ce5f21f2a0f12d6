import { randomUUID } from 'node:crypto';
import { type DocumentShop, LATTE, openDocumentShop } from '../support/document-shop.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { CANCELLED, type Dispatch, type HubOrder, TillFacts, until } from '../support/till-facts.js';

const COOKIE = { itemName: '曲奇', quantity: '1', unitPrice: '29.90', amountFen: 2990 };

interface FlaggedOrder extends HubOrder {
  readonly attention: readonly { readonly code: string; readonly params: Readonly<Record<string, string>> }[];
  readonly tillDiffers?: readonly { readonly differences: readonly object[] }[];
}

describe('what a shop changes after its order is at the till', () => {
  let chain: TillChain;
  let facts: TillFacts;
  let shop: DocumentShop;

  beforeAll(async () => {
    chain = await startTillChain();
    facts = new TillFacts(chain);
    shop = await openDocumentShop(chain);
  });
  afterAll(() => chain.close());

  let minute = 0;
  const begin = (change: object = {}) => {
    const orderNo = `C-${randomUUID()}`;
    const start = Date.now() - 60_000 + minute;
    minute += 1;
    let updates = 0;
    const send = async (next: object = {}): Promise<void> => {
      updates += 1;
      const said = { orderNo, placedAt: start, paidAt: start, updatedAt: start + updates * 1_000 };
      const answer = await shop.post({ ...said, items: [LATTE], ...change, ...next });
      expect(answer.status).toBe(200);
    };
    const order = async (isSo: (order: FlaggedOrder) => boolean = () => true): Promise<FlaggedOrder> => {
      const path = `orders?q=${orderNo}`;
      const { items } = await chain.hub.rest.until<{ items: readonly FlaggedOrder[] }>(
        path,
        ({ items: [one] }) => one !== undefined && isSo(one),
      );
      return items[0]!;
    };
    const dispatches = async (isSo: (all: readonly Dispatch[]) => boolean): Promise<readonly Dispatch[]> => {
      const { id } = await order();
      let all: readonly Dispatch[] = [];
      await until(async () => isSo((all = await facts.dispatches(`?orderId=${id}`))));
      return all;
    };
    const atTill = async (): Promise<number[]> => {
      const all = await facts.tillOrders();
      return all
        .filter(({ orderRemark }) => orderRemark?.includes(orderNo) === true)
        .map(({ state }) => state);
    };
    return { send, order, dispatches, atTill };
  };
  const isDone = (kind: string) => (all: readonly Dispatch[]) =>
    all.some((one) => one.kind === kind && one.state === 'done');
  const flags = ({ attention }: FlaggedOrder, code: string) => attention.filter((one) => one.code === code);

  it.each([
    ['cancelled', 'accepted'],
    ['canceled', 'preparing'],
    ['cancelled', 'created'],
    ['cancelled', 'ready'],
  ])('%s, then %s again: waits for a person, who has it placed under another marker', async (gone, again) => {
    const { send, order, dispatches, atTill } = begin();
    await send();
    await dispatches(isDone('place'));
    await send({ fulfilment: gone });
    await dispatches(isDone('cancel'));
    expect(await atTill()).toEqual([CANCELLED]);
    await send({ fulfilment: again });
    const held = await order((one) => flags(one, 'dispatch_held').length > 0);
    expect(flags(held, 'dispatch_held')).toMatchObject([{ params: { reason: 'reopened' } }]);
    await chain.hub.rest.post('dispatches', { orderId: held.id, accountId: chain.tillAccount });
    const all = await dispatches(
      (each) => each.filter(({ kind, state }) => kind === 'place' && state === 'done').length === 2,
    );
    const markers = all.filter(({ kind }) => kind === 'place').map(({ marker }) => marker);
    expect(new Set(markers).size).toBe(2);
    const states = await atTill();
    expect(states).toHaveLength(2);
    expect(states.filter((state) => state === CANCELLED)).toHaveLength(1);
    await order((one) => flags(one, 'dispatch_held').length === 0);
  });

  it.each([
    ['a cookie more', { items: [LATTE, COOKIE], totalFen: 5490, paidFen: 5490 }, ['saleFen', 'lines']],
    [
      'two instead of one',
      { items: [{ ...LATTE, quantity: '2', amountFen: 5000 }], totalFen: 5000, paidFen: 5000 },
      ['saleFen', 'lines'],
    ],
    ['a discount', { discountFen: 500, paidFen: 2000 }, ['saleFen', 'discountFen']],
    [
      'another address',
      { customer: { name: '林', phone: '13800000001', address: '虚构路9号' } },
      ['contact'],
    ],
  ])(
    '%s after it was placed: both sides are shown until they are equal again',
    async (_what, change, changed) => {
      const customer = { name: '林', phone: '13800000001', address: '虚构路1号' };
      const { send, order, dispatches } = begin({ customer });
      await send();
      await dispatches(isDone('place'));
      await send(change);
      const flagged = await order((one) => flags(one, 'till_differs').length > 0);
      const listed = await chain.hub.rest.all<FlaggedOrder>('orders?attention=true&flag=till_differs');
      expect(listed.map(({ id }) => id)).toContain(flagged.id);
      const { tillDiffers } = await chain.hub.rest.get<FlaggedOrder>(`orders/${flagged.id}`);
      expect(tillDiffers).toHaveLength(1);
      expect(tillDiffers![0]!.differences).toMatchObject(changed.map((fact) => ({ fact })));
      await send();
      await order((one) => flags(one, 'till_differs').length === 0);
    },
  );

  it.each(['canceled', 'Cancelled', 'CANCELED'])(
    '“%s” is a cancel: the till’s order is cancelled',
    async (word) => {
      const { send, order, dispatches, atTill } = begin();
      await send();
      await dispatches(isDone('place'));
      await send({ fulfilment: word });
      await dispatches(isDone('cancel'));
      expect(await atTill()).toEqual([CANCELLED]);
      expect((await order()).saleFen).toBeNull();
    },
  );

  it.each(['voided', '已作废', 'on hold'])(
    '“%s” is a word that nobody knows: it is flagged and not placed',
    async (word) => {
      const { send, order, dispatches, atTill } = begin();
      await send({ fulfilment: word });
      const held = await order((one) => flags(one, 'dispatch_held').length > 0);
      expect(flags(held, 'dispatch_held')).toMatchObject([{ params: { reason: 'unknown_word' } }]);
      expect(flags(held, 'unknown_fulfilment')).toHaveLength(1);
      expect(await atTill()).toEqual([]);
      await send({ fulfilment: 'accepted' });
      await dispatches(isDone('place'));
    },
  );

  it.each([
    ['as a refund of all', { refunds: [{ id: 'R-1', amountFen: 2500, at: Date.now() }] }],
    [
      'as two refunds',
      { refunds: [1000, 1500].map((amountFen, at) => ({ id: `R-${at}`, amountFen, at: Date.now() })) },
    ],
    ['as its payment', { payment: 'refunded' }],
  ])('a whole refund said %s: the till’s order is cancelled', async (_how, change) => {
    const { send, dispatches, atTill } = begin();
    await send();
    await dispatches(isDone('place'));
    await send(change);
    await dispatches(isDone('cancel'));
    expect(await atTill()).toEqual([CANCELLED]);
  });

  it('paid in several ways: waits for a person until the account names a method for it', async () => {
    const payments = [
      { method: 'wechat', amountFen: 2000 },
      { method: 'balance', amountFen: 500 },
    ];
    const { send, order, dispatches } = begin({ payments });
    await send();
    const held = await order((one) => flags(one, 'dispatch_held').length > 0);
    expect(flags(held, 'dispatch_held')).toMatchObject([{ params: { reason: 'mixed_payment' } }]);
    await chain.hub.rest.patch(`accounts/${chain.tillAccount}`, { config: { mixedPayMethod: 'Cash' } });
    await chain.hub.rest.post('dispatches', { orderId: held.id, accountId: chain.tillAccount });
    await dispatches(isDone('place'));
  });
});
