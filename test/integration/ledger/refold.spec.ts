import { DatabaseSilentError } from '#database/statement-bounds.js';
import { withKeys } from '#domain/keyless-versions.js';
import type { FoldedLeg } from '#domain/leg.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { fromDbLeg, toDbJson } from '#ledger/ledger.mapping.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import type { RefoldStep } from '#ledger/refold/refold-step.js';
import { Refolding } from '#ledger/refold/refolding.js';
import { SameInstantStep } from '#ledger/refold/same-instant-step.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import { comparedColumns, emptyCompared } from '../../support/compared-columns.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

type Said = Partial<OrderObservation>;

const after = (ms: number): Date => new Date(PAID_AT.getTime() + ms);
const line = (itemName: string, fen: bigint) => ({
  itemName,
  itemSpec: null,
  unit: null,
  quantity: '1',
  unitPrice: null,
  amountFen: fen,
});
const contact = (name: string) => ({
  contact: { name, phone: null, address: null, remark: null, memberNo: null },
});

const UNPAID: Said = {
  payment: { state: 'unpaid', raw: 'unpaid', paidAt: null, method: null },
  fulfilment: { state: 'created', raw: 'created', completedAt: null },
  amounts: someAmounts(2_500n),
  lines: [line('拿铁', 2_500n)],
  ...contact('张三'),
};
const PAID: Said = {
  payment: { state: 'paid', raw: 'paid', paidAt: PAID_AT, method: 'wechat' },
  fulfilment: { state: 'accepted', raw: 'accepted', completedAt: null },
  amounts: someAmounts(5_000n),
  lines: [line('拿铁', 2_500n), line('美式', 2_500n)],
  ...contact('李四'),
};

describe('a leg that had mixed two statements of one instant', () => {
  let open: OpenLedger;
  let account: string;
  let next = 1;

  beforeEach(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
    const storeId = await addStore(open.database, 'SH-01');
    await addBinding(open.database, account, { storeId, vendorStoreId: 'SH-01' });
  });
  afterEach(() => open.close());

  const record = async (vendorNo: string, ...said: Said[]) => {
    const results = await open.ledger.record(said.map((one) => aRecording(account, { vendorNo, ...one })));
    return results[0]!;
  };

  /**
   * A leg with both statements, of which these groups are the unpaid one's in force, as a hub of the version
   * before would have left it: without keys, and its order and lines by what it had in force.
   */
  async function mixed(groups: readonly (keyof FoldedLeg)[], first: Said = UNPAID, second: Said = PAID) {
    const vendorNo = `M-${String(next++)}`;
    const one = await record(`${vendorNo}-one`, first);
    const { orderId, legId } = await record(vendorNo, second, first);
    const lesser = await stateOf(one.legId);
    const state = { ...(await stateOf(legId)) };
    const taken = Object.fromEntries(groups.map((group) => [group, lesser[group]]));
    const keyless = Object.entries({ ...state, ...taken }).map(([group, version]) => {
      const { key: _key, rival: _rival, ...kept } = version;
      return [group, kept];
    });
    await open.database.rows({
      text: 'UPDATE legs SET state = $2::jsonb WHERE id = $1',
      values: [legId, toDbJson(Object.fromEntries(keyless))],
    });
    await open.database.rows({
      text: `UPDATE orders SET payment = 'unpaid', sale_at = NULL, sale_fen = NULL WHERE id = $1`,
      values: [orderId],
    });
    await open.database.rows({
      text: 'DELETE FROM order_lines WHERE leg_id = $1 AND position > 0',
      values: [legId],
    });
    await open.database.rows({ text: 'DELETE FROM order_flags' });
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    return { orderId, legId, vendorNo, said: await stateOf(legId) };
  }

  const stateOf = async (id: string): Promise<FoldedLeg> =>
    withKeys(fromDbLeg((await open.database.prisma.leg.findUniqueOrThrow({ where: { id } })).state));

  const begin = async (): Promise<string> => {
    const id = newId();
    const createdAt = new Date(Date.now() - 60_000);
    await open.database.prisma.refold.create({ data: { id, kind: 'same_instant', createdAt } });
    return id;
  };
  const never = new AbortController().signal;
  const refolding = (step: RefoldStep = new SameInstantStep(open.ledger, open.clock)) =>
    new Refolding(open.database, open.clock, new Map([['same_instant', step]]), (event) =>
      open.events.push(event),
    );
  const job = (id: string) => new RefoldQuery(open.database).get(id);

  it('has one whole statement in force afterwards, its order follows, and its consumers are told', async () => {
    const { orderId, legId } = await mixed(['payment', 'lines']);
    const id = await begin();
    await refolding().run(never);
    const order = await open.orders.get(orderId);
    expect(order).toMatchObject({ payment: 'paid', saleFen: 5_000n, flags: ['same_instant'] });
    expect(order?.legs[0]?.lines.map(({ itemName }) => itemName)).toEqual(['拿铁', '美式']);
    const { contact: _contact, ...groups } = await stateOf(legId);
    expect(new Set(Object.values(groups).map(({ key }) => key)).size).toBe(1);
    expect(await open.database.prisma.orderChange.findMany({ select: { orderId: true } })).toEqual([
      { orderId },
    ]);
    expect(await job(id)).toMatchObject({ state: 'done', ordersChanged: 1, legsLeft: 0, errorMessage: null });
  });

  it('has the columns of what is compared follow, of before there were any too', async () => {
    const { legId } = await mixed(['payment', 'lines']);
    await emptyCompared(open.database);
    await begin();
    await refolding().run(never);
    const { columns, said, isComparable } = await comparedColumns(open.database, legId);
    expect([columns, isComparable]).toEqual([said, true]);
    expect(columns).toMatchObject({ payment: 'paid' });
  });

  it('keeps its contact', async () => {
    const { legId, orderId, said } = await mixed(['payment', 'contact']);
    await begin();
    await refolding().run(never);
    expect((await stateOf(legId)).contact).toMatchObject({ digest: said.contact?.digest, asOf: PAID_AT });
    expect((await open.orders.get(orderId))?.legs[0]?.contact?.name).toBe('李四');
  });

  it('is not moved back where an answer has repeated its state since, without an entry', async () => {
    const { vendorNo, legId, orderId } = await mixed(['payment', 'lines']);
    const before = await stateOf(legId);
    const repeated = Object.fromEntries(Object.entries(UNPAID).filter(([group]) => group === 'payment'));
    await open.ledger.record([
      { ...aRecording(account), observation: { vendorNo, asOf: after(9_000), precedence: 1, ...repeated } },
    ]);
    await begin();
    await refolding().run(never);
    const now = await stateOf(legId);
    expect(now.payment).toMatchObject({ asOf: after(9_000), value: { state: 'unpaid' } });
    expect(now.lines?.digest).not.toBe(before.lines?.digest);
    expect(await open.orders.get(orderId)).toMatchObject({ payment: 'unpaid' });
  });

  it('is found among hundreds, slice by slice, by whoever goes on after a stop', async () => {
    const { orderId } = await mixed(['payment']);
    await open.ledger.record(
      Array.from({ length: 250 }, (_, at) => aRecording(account, { vendorNo: `N-${String(at)}` })),
    );
    const last = await mixed(['payment']);
    const id = await begin();
    const stopping = new AbortController();
    const real = new SameInstantStep(open.ledger, open.clock);
    await refolding({
      ...{ slice: real.slice, next: real.next },
      take: (sql, legs) => {
        stopping.abort();
        return real.take(sql, legs);
      },
    }).run(stopping.signal);
    expect(await job(id)).toMatchObject({ state: 'open', legsLooked: 100, ordersChanged: 1 });
    expect(await open.orders.get(orderId)).toMatchObject({ payment: 'paid' });
    await Promise.all([refolding().run(never), refolding().run(never)]);
    expect(await job(id)).toMatchObject({ state: 'done', legsLooked: 254, ordersChanged: 2 });
    expect(await open.orders.get(last.orderId)).toMatchObject({ payment: 'paid' });
  });

  it('is left, and told of, where an entry of its instant is not kept any more', async () => {
    const { legId, said } = await mixed(['payment']);
    await open.database.rows({
      text: `INSERT INTO entry_keys (leg_id, as_of, digest) VALUES ($1, $2, '\\x00')`,
      values: [legId, PAID_AT],
    });
    const id = await begin();
    await refolding().run(never);
    expect(await stateOf(legId)).toEqual(said);
    expect(await job(id)).toMatchObject({
      state: 'done',
      legsLeft: 1,
      errorMessage: expect.stringMatching(/not kept/) as string,
    });
  });

  it.each([
    ['nobody can fold', new Error('no')],
    ['takes too long', new DatabaseSilentError('the database did not answer', 30_000)],
  ])('that %s stops itself alone: it is left after five tries, and the log says why', async (_why, fault) => {
    const poisoned = await mixed(['payment']);
    const { orderId } = await mixed(['payment']);
    const id = await begin();
    const real = new SameInstantStep(open.ledger, open.clock);
    const failing: RefoldStep = {
      ...{ slice: real.slice, next: real.next },
      take: (sql, legs) =>
        legs.items.some(({ id: legId }) => legId === poisoned.legId)
          ? Promise.reject(fault)
          : real.take(sql, legs),
    };
    for (let tick = 0; tick < 5; tick += 1) await refolding(failing).run(never);
    expect(await job(id)).toMatchObject({
      state: 'done',
      legsLeft: 1,
      legsLooked: 4,
      errorMessage: expect.stringMatching(/^unexpected fault/) as string,
    });
    expect(await open.orders.get(orderId)).toMatchObject({ payment: 'paid' });
    expect(open.events.at(-2)).toMatchObject({ event: 'refold', level: 'error', outcome: 'failed' });
    expect(open.events.at(-1)).toMatchObject({ event: 'refold', outcome: 'done', legsLeft: 1 });
  });

  it('waits for hubs of the version before to end', async () => {
    const { orderId } = await mixed(['payment']);
    const id = newId();
    await open.database.prisma.refold.create({ data: { id, kind: 'same_instant', createdAt: new Date() } });
    await refolding().run(never);
    expect(await job(id)).toMatchObject({ state: 'open', legsLooked: 0 });
    expect(await open.orders.get(orderId)).toMatchObject({ payment: 'unpaid' });
  });
});
