import type { OrderObservation } from '#domain/order-observation.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import type { OrderDetailView } from '#ledger/order-view.mapping.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

const OWN_CODES = { storeIds: 'own' as const };
const NOTHING = { saleFen: null, totalFen: null, paidFen: null, paidAt: null };
const WHO = { by: 'accounting', reason: 'the till’s receipt says otherwise' };

describe('corrections', () => {
  let open: OpenLedger;
  let account: string;
  let corrections: CorrectionsService;
  let vendorNo: string;

  beforeAll(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
    await addStore(open.database, 'SH-01');
    corrections = new CorrectionsService(open.database, open.clock, open.ledger);
  });
  afterAll(() => open.close());
  beforeEach(() => {
    vendorNo = newId();
  });

  async function tell(change: Partial<OrderObservation> = {}): Promise<OrderDetailView> {
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo, ...change }, OWN_CODES)]);
    return read(recorded!.orderId);
  }
  const read = async (id: string): Promise<OrderDetailView> => (await open.orders.get(id))!;
  const later = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);
  const state = (orderId: string, change: object) =>
    corrections.state({ orderId, ...NOTHING, ...WHO, ...change });

  it.each([
    [{ saleFen: 1_750n }, { saleFen: 1_750n, saleAt: PAID_AT, totalFen: 1_800n }, ['saleFen']],
    [
      { totalFen: 2_000n, paidFen: 1n },
      { saleFen: 1_800n, saleAt: PAID_AT, totalFen: 2_000n },
      ['totalFen', 'paidFen'],
    ],
    [{ paidAt: later(-60) }, { saleFen: 1_800n, saleAt: later(-60), totalFen: 1_800n }, ['paidAt']],
    [{ saleFen: 0n, paidAt: later(600) }, { saleFen: 0n, saleAt: later(600) }, ['saleFen', 'paidAt']],
  ])(
    '%# counts at once, is told, and leaves the leg and its history alone',
    async (stated, figures, applied) => {
      const before = await tell();
      await open.database.prisma.orderChange.deleteMany({});
      const id = await state(before.id, stated);
      const after = await read(before.id);
      expect(after).toMatchObject({ ...figures, flags: [] });
      expect(after.corrections).toMatchObject([
        {
          id,
          ...NOTHING,
          ...stated,
          statedBy: WHO.by,
          reason: WHO.reason,
          state: 'applies',
          applied,
          withdrawal: null,
        },
      ]);
      expect([after.legs, after.entries]).toEqual([before.legs, before.entries]);
      expect(
        await open.database.prisma.orderChange.findMany({ where: { orderId: before.id } }),
      ).toMatchObject([{ consumer: CONSUMER.name, sincePosting: 1 }]);
    },
  );

  it('go on counting while the vendor repeats itself, and lapse when it states something else', async () => {
    const { id } = await tell();
    await state(id, { saleFen: 1_700n });
    expect(await tell({ asOf: later(5) })).toMatchObject({ saleFen: 1_700n, flags: [] });
    const other = await tell({ asOf: later(6), amounts: someAmounts(1_900n) });
    expect(other).toMatchObject({
      ...{ saleFen: 1_900n, flags: ['correction_lapsed:saleFen'] },
      corrections: [{ state: 'lapsed', applied: [] }],
    });
    await state(id, { saleFen: 1_600n });
    expect(await read(id)).toMatchObject({
      ...{ saleFen: 1_600n, flags: [], corrections: [{ state: 'replaced' }, { state: 'applies' }] },
    });
  });

  it('are withdrawn once, by another row, and the vendor’s value counts again', async () => {
    const { id } = await tell();
    const correctionId = (await state(id, { saleFen: 1n, paidAt: later(-600) }))!;
    const withdrawal = { orderId: id, correctionId, by: 'chief', reason: 'wrong order' };
    await open.database.prisma.orderChange.deleteMany({});
    expect(await corrections.withdraw(withdrawal)).toBe('withdrawn');
    expect(await corrections.withdraw({ ...withdrawal, reason: 'again' })).toBe('withdrawn before');
    expect(await read(id)).toMatchObject({
      ...{ saleFen: 1_800n, saleAt: PAID_AT },
      corrections: [{ state: 'withdrawn', applied: [], withdrawal: { by: 'chief', reason: 'wrong order' } }],
    });
    expect(await open.database.prisma.orderChange.findMany({ where: { orderId: id } })).toMatchObject([
      { sincePosting: 3 },
    ]);
  });

  it('are of their own order alone', async () => {
    const { id } = await tell();
    const correctionId = (await state(id, { saleFen: 1n }))!;
    vendorNo = newId();
    const stranger = await tell();
    expect(await corrections.withdraw({ orderId: stranger.id, correctionId, ...WHO })).toBe(
      'no such correction',
    );
    await expect(
      state(stranger.id, { saleFen: 1n, legId: (await read(id)).legs[0]!.id }),
    ).rejects.toMatchObject({
      field: 'legId',
    });
    expect(await state(newId(), { saleFen: 1n })).toBeUndefined();
  });

  it.each([
    ['saleFen', {}],
    ['paidAt', { paidAt: new Date('2099-01-01T00:00:00Z') }],
    ['legId', { saleFen: 1n, legId: '018c0000-0000-7000-8000-000000000000' }],
  ])('that cannot be meant name the field: %s', async (field, stated) => {
    const { id } = await tell();
    await expect(state(id, stated)).rejects.toMatchObject({ field });
    expect((await read(id)).corrections).toEqual([]);
  });

  it('name the leg where none sells, and the pay time where nothing was said of a payment', async () => {
    const [watched] = await open.ledger.record([
      aRecording(account, { vendorNo }, { connector: 'suning', sells: 'never' }),
    ]);
    await expect(state(watched!.orderId, { saleFen: 1n })).rejects.toMatchObject({ field: 'legId' });
    vendorNo = newId();
    const { payment: _payment, ...silent } = aRecording(account, { vendorNo }).observation;
    const [recorded] = await open.ledger.record([{ ...aRecording(account), observation: silent }]);
    await expect(state(recorded!.orderId, { paidAt: PAID_AT })).rejects.toMatchObject({ field: 'paidAt' });
  });

  it('of one order at once come one after the other, beside a recording', async () => {
    const { id } = await tell();
    const amounts = Array.from({ length: 8 }, (_, at) => BigInt(at + 1));
    await Promise.all([
      ...amounts.map((saleFen) => state(id, { saleFen })),
      tell({ asOf: later(1), fulfilment: { state: 'accepted', raw: null, completedAt: null } }),
    ]);
    const order = await read(id);
    const newest = order.corrections.find(({ state: standing }) => standing === 'applies');
    expect(order).toMatchObject({ fulfilment: 'accepted', saleFen: newest?.saleFen });
    expect(order.corrections.filter(({ state: standing }) => standing === 'replaced')).toHaveLength(7);
  });

  it('cannot be changed or removed', async () => {
    const { id } = await tell();
    await state(id, { saleFen: 1n });
    for (const table of ['corrections', 'correction_withdrawals'])
      await expect(open.database.rows({ text: `TRUNCATE ${table} CASCADE` })).rejects.toThrow('append-only');
    await expect(open.database.rows({ text: "UPDATE corrections SET reason = ''" })).rejects.toThrow(
      'append-only',
    );
    await expect(open.database.rows({ text: 'DELETE FROM corrections' })).rejects.toThrow('append-only');
  });
});
