import type { OrderObservation } from '#domain/order-observation.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import { anObservation, aRecording, PAID_AT } from '../../factories/observations.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  openLedger,
  type OpenLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

const OWN_CODES = { storeIds: 'own' as const };

describe('what an order adds to its hours', () => {
  let open: OpenLedger;
  let account: string;
  let store: string;
  beforeAll(async () => {
    open = await openLedger([CONSUMER]);
    account = await addAccount(open.database);
    store = await addStore(open.database, 'SH-01');
  });
  afterAll(() => open.close());

  async function record(vendorNo: string, change: Partial<OrderObservation> = {}): Promise<string> {
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo, ...change }, OWN_CODES)]);
    return recorded!.orderId;
  }
  const postings = (orderId: string) =>
    open.database.prisma.salePosting.findMany({ where: { orderId }, orderBy: { seq: 'asc' } });
  const later = (minutes: number) => new Date(PAID_AT.getTime() + minutes * 60_000);
  const paidAt = (at: Date) => ({ payment: { ...anObservation().payment!, paidAt: at }, asOf: at });

  it('is posted once, and not again for what changes nothing of it', async () => {
    const no = newId();
    const id = await record(no);
    await record(no);
    await record(no, { fulfilment: { state: 'completed', raw: null, completedAt: null }, asOf: later(5) });
    expect(await postings(id)).toMatchObject([
      { seq: 1, storeId: store, at: PAID_AT, kind: 'sale', orders: 1, totalFen: 1_800n, cause: 'record' },
    ]);
  });

  it('is taken back at its own place when it holds no longer', async () => {
    const no = newId();
    const id = await record(no);
    await record(no, paidAt(later(90)));
    await record(no, {
      fulfilment: { state: 'cancelled', raw: null, completedAt: null },
      asOf: later(100),
    });
    expect(
      (await postings(id)).map(({ at, orders, totalFen, reverses }) => [at, orders, totalFen, reverses]),
    ).toEqual([
      [PAID_AT, 1, 1_800n, null],
      [PAID_AT, -1, -1_800n, 1],
      [later(90), 1, 1_800n, null],
      [later(90), -1, -1_800n, 3],
    ]);
  });

  it('tells a consumer after which posting it has not looked, however often the order moved since', async () => {
    const no = newId();
    const id = await record(no);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    for (const minute of [1, 2]) await record(no, paidAt(later(minute)));
    const told = await open.database.prisma.orderChange.findMany({ where: { orderId: id } });
    expect(told).toMatchObject([{ consumer: CONSUMER.name, sincePosting: 1 }]);
  });

  it('says that a person corrected it', async () => {
    const id = await record(newId());
    const corrections = new CorrectionsService(open.database, open.clock, open.ledger);
    const nothing = { saleFen: null, totalFen: null, paidFen: null, paidAt: null };
    await corrections.state({ orderId: id, ...nothing, saleFen: 1_700n, by: 'me', reason: 'slip' });
    expect((await postings(id)).map(({ totalFen, cause }) => [totalFen, cause])).toEqual([
      [1_800n, 'record'],
      [-1_800n, 'correction'],
      [1_700n, 'correction'],
    ]);
  });

  it('of an order that was not posted yet begins with what it sold until then', async () => {
    const no = newId();
    const id = await record(no);
    await unpost(open.database, id);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    await record(no, paidAt(later(30)));
    const all = await postings(id);
    expect(all.map(({ at, totalFen, cause, reverses }) => [at, totalFen, cause, reverses])).toEqual([
      [PAID_AT, 1_800n, 'upgrade', null],
      [PAID_AT, -1_800n, 'record', 1],
      [later(30), 1_800n, 'record', null],
    ]);
    expect(await open.database.prisma.orderChange.findFirst({ where: { orderId: id } })).toMatchObject({
      sincePosting: 0,
    });
  });

  it('is never changed and never deleted', async () => {
    const id = await record(newId());
    const change = (text: string) => open.database.rows({ text, values: [id] });
    await expect(change('UPDATE sale_postings SET total_fen = 0 WHERE order_id = $1')).rejects.toThrow();
    await expect(change('DELETE FROM sale_postings WHERE order_id = $1')).rejects.toThrow();
  });
});
