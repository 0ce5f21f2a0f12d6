import type { OrderObservation } from '#domain/order-observation.js';
import { FirstStatedStep } from '#ledger/refold/first-stated-step.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import { Refolding } from '#ledger/refold/refolding.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import { addRuleSet } from '../../factories/rule-sets.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

const never = new AbortController().signal;
const later = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);
const completed = (minutes: number): Partial<OrderObservation> => ({
  asOf: later(minutes),
  fulfilment: { state: 'completed', raw: 'completed', completedAt: null },
});
const ready = (minutes: number): Partial<OrderObservation> => ({
  asOf: later(minutes),
  fulfilment: { state: 'ready', raw: 'ready', completedAt: null },
});

describe('since when legs of before have been stated what they give no instant of', () => {
  let open: OpenLedger;
  let account: string;
  beforeEach(async () => {
    open = await openLedger([CONSUMER]);
    account = await addAccount(open.database);
    const store = await addStore(open.database, 'SH-01');
    await addRuleSet(open.database, store, { countedBy: 'completed' });
  });
  afterEach(() => open.close());

  /** As a hub of before would have kept it: no leg says since when. */
  async function recordedBefore(...said: Partial<OrderObservation>[]): Promise<string> {
    const vendorNo = newId();
    const all = said.map((one) => aRecording(account, { vendorNo, ...one }, { storeIds: 'own' }));
    const [recorded] = await open.ledger.record(all);
    const id = recorded!.orderId;
    await open.database.rows({
      text: `UPDATE legs SET state = state #- '{payment,first}' #- '{fulfilment,first}' #- '{afterSale,first}'
             WHERE order_id = $1`,
      values: [id],
    });
    return id;
  }

  async function refolded() {
    const id = newId();
    const createdAt = new Date(Date.now() - 60_000);
    await open.database.prisma.refold.create({ data: { id, kind: 'first_stated', createdAt } });
    const steps = new Map([['first_stated', new FirstStatedStep(open.ledger, open.clock)]]);
    await new Refolding(open.database, open.clock, steps, (event) => open.events.push(event)).run(never);
    return (await new RefoldQuery(open.database).get(id))!;
  }
  const first = async (orderId: string) =>
    (
      await open.database.rows<{ first: unknown }>({
        text: `SELECT state #> '{fulfilment,first}' AS first FROM legs WHERE order_id = $1`,
        values: [orderId],
      })
    )[0]?.first;
  const record = async (orderId: string, change: Partial<OrderObservation>) => {
    const { vendorNo } = await open.database.prisma.leg.findFirstOrThrow({ where: { orderId } });
    await open.ledger.record([aRecording(account, { vendorNo, ...change }, { storeIds: 'own' })]);
  };
  const soldAt = async (orderId: string) => (await open.orders.get(orderId))?.saleAt;

  it('is at the latest when it was last said, and after the job when it was first said', async () => {
    const id = await recordedBefore(completed(5), ready(20), completed(40));
    await record(id, { ...completed(90), amounts: someAmounts(1_700n) });
    await record(id, completed(120));
    expect(await soldAt(id)).toEqual(later(40));
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    expect(await refolded()).toMatchObject({ state: 'done', ordersChanged: 1, legsLeft: 0 });
    expect(await first(id)).toEqual({ completedAt: later(5).toISOString() });
    expect(await soldAt(id)).toEqual(later(5));
    const postings = await open.database.prisma.salePosting.findMany({ where: { orderId: id } });
    expect(postings.map(({ cause }) => cause).slice(-2)).toEqual(['upgrade', 'upgrade']);
    expect(await open.database.prisma.orderChange.count({ where: { orderId: id } })).toBe(1);
    expect(await refolded()).toMatchObject({ ordersChanged: 0 });
  });

  it('is known of an order that is not posted yet, which stays so', async () => {
    const id = await recordedBefore(completed(5), ready(20), completed(40));
    await unpost(open.database, id);
    expect(await refolded()).toMatchObject({ ordersChanged: 0 });
    expect(await first(id)).toEqual({ completedAt: later(5).toISOString() });
    expect(await open.database.prisma.order.findUnique({ where: { id } })).toMatchObject({
      ...{ postingKey: null, postings: 0 },
    });
  });

  it('is left as it is where nothing of the kind was said', async () => {
    const id = await recordedBefore(ready(20));
    const before = await open.database.prisma.leg.findFirst({ where: { orderId: id } });
    expect(await refolded()).toMatchObject({ ordersChanged: 0, legsLooked: 1 });
    expect(await open.database.prisma.leg.findFirst({ where: { orderId: id } })).toEqual(before);
  });
});
