import fc from 'fast-check';
import type { OrderObservation } from '#domain/order-observation.js';
import { productsDigest } from '#domain/products-digest.js';
import { ComparedStep } from '#ledger/refold/compared-step.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import type { RefoldStep } from '#ledger/refold/refold-step.js';
import { Refolding } from '#ledger/refold/refolding.js';
import { ANY_WHOLE_OBSERVATION, secondAt } from '../../factories/any-observation.js';
import { aRecording } from '../../factories/observations.js';
import { comparedColumns, emptyCompared } from '../../support/compared-columns.js';
import { addAccount, CONSUMER, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const never = new AbortController().signal;

describe('what stands in columns of a leg', () => {
  let open: OpenLedger;
  let account: string;
  beforeEach(async () => {
    open = await openLedger([CONSUMER]);
    account = await addAccount(open.database);
  });
  afterEach(() => open.close());

  /** Each batch is a transaction. @returns the leg */
  async function recorded(batches: readonly (readonly OrderObservation[])[]): Promise<string> {
    const vendorNo = newId();
    let legId = '';
    for (const batch of batches) {
      const said = batch.map((observation) => ({
        ...aRecording(account),
        observation: { ...observation, vendorNo },
      }));
      const [one] = await open.ledger.record(said);
      legId = one?.legId ?? legId;
    }
    return legId;
  }

  async function filled(step: RefoldStep = new ComparedStep()) {
    const id = newId();
    const createdAt = new Date(Date.now() - 60_000);
    await open.database.prisma.refold.create({ data: { id, kind: 'compared', createdAt } });
    const log = (event: (typeof open.events)[number]) => void open.events.push(event);
    const refolding = new Refolding(open.database, open.clock, new Map([['compared', step]]), log);
    for (let tick = 0; tick < 5; tick += 1) await refolding.run(never);
    return (await new RefoldQuery(open.database).get(id))!;
  }

  const asSaid = async (legId: string): Promise<void> => {
    const { columns, said, isComparable } = await comparedColumns(open.database, legId);
    expect(columns).toEqual(said);
    expect(isComparable).toBe(true);
  };

  it('is what its state says, in whatever order and parts that was said, and once it was filled', async () => {
    const legs: string[] = [];
    const batches = fc
      .array(ANY_WHOLE_OBSERVATION, { minLength: 1, maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.nat({ max: all.length })))
      .map(([all, at]) => [all.slice(0, at), all.slice(at)].filter((batch) => batch.length > 0));
    await fc.assert(
      fc.asyncProperty(batches, async (said) => {
        const legId = await recorded(said);
        await asSaid(legId);
        legs.push(legId);
      }),
      { numRuns: 200 },
    );
    await emptyCompared(open.database);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    expect(await filled()).toMatchObject({
      state: 'done',
      legsLooked: legs.length,
      legsLeft: 0,
      ordersChanged: 0,
    });
    for (const legId of legs) {
      await asSaid(legId);
      const { leg, since } = await comparedColumns(open.database, legId);
      expect(since.slice(0, 2)).toEqual([leg.payment?.asOf ?? null, leg.fulfilment?.asOf ?? null]);
    }
    expect(await open.database.prisma.orderChange.count()).toBe(0);
  });

  it('has which products a till shows, and its lines which they are', async () => {
    const line = { itemName: '拿铁', itemSpec: null, unit: null, unitPrice: '25.00', amountFen: null };
    const productUid = '9223372036854775807';
    const base = aRecording(account).observation;
    const at = (second: number, quantities: readonly string[], change = {}) => ({
      ...{ ...base, asOf: secondAt(second) },
      lines: quantities.map((quantity) => ({ ...line, productUid, quantity, ...change })),
    });
    const legIds = [
      await recorded([[at(1, ['2', '0.500'])]]),
      await recorded([[at(1, ['1'])], [at(2, ['2.5'])]]),
      await recorded([[at(1, ['2.5'])], [at(2, ['2.5'], { productUid: '9223372036854775806' })]]),
    ];
    const digests = [];
    for (const legId of legIds) {
      await asSaid(legId);
      digests.push((await comparedColumns(open.database, legId)).columns['products_digest']);
    }
    expect(digests[0]).toBe(productsDigest([{ productUid, quantity: '2.5' }]));
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
    const { orderId } = await open.database.prisma.leg.findUniqueOrThrow({ where: { id: legIds[0]! } });
    const shown = (await open.orders.get(orderId))?.legs[0]?.lines;
    expect(shown?.map((each) => each.productUid)).toEqual([productUid, productUid]);
  });

  it('is filled the newest leg first, and never where somebody has recorded it meanwhile', async () => {
    const said = { ...aRecording(account).observation, asOf: secondAt(1) };
    const legs = [];
    for (let leg = 0; leg < 5; leg += 1) legs.push(await recorded([[said]]));
    await emptyCompared(open.database);
    const { vendorNo } = await open.database.prisma.leg.findUniqueOrThrow({ where: { id: legs[2]! } });
    const later = { ...said, vendorNo, asOf: secondAt(3) };
    await open.ledger.record([{ ...aRecording(account), observation: later }]);
    const { since } = await comparedColumns(open.database, legs[2]!);
    const looked: string[][] = [];
    const step = new ComparedStep();
    await filled({
      slice: 2,
      next: step.next,
      take: (sql, slice) => {
        looked.push(slice.items.map(({ id }) => id));
        return step.take(sql, slice);
      },
    });
    expect(looked).toEqual([[legs[4], legs[3]], [legs[1], legs[0]], []]);
    expect((await comparedColumns(open.database, legs[2]!)).since).toEqual(since);
  });

  it('stays empty of a leg that cannot be read, which is told', async () => {
    const said = { ...aRecording(account).observation, asOf: secondAt(1) };
    const legs = [await recorded([[said]]), await recorded([[said]]), await recorded([[said]])];
    await emptyCompared(open.database);
    await open.database.rows({
      text: `UPDATE legs SET state = jsonb_set(state, '{amounts,value,saleFen}', '"1.5"') WHERE id = $1`,
      values: [legs[1]],
    });
    const done = await filled();
    expect(done).toMatchObject({ state: 'done', legsLooked: 3, legsLeft: 1 });
    expect(done.errorMessage).not.toBeNull();
    await asSaid(legs[0]!);
    await asSaid(legs[2]!);
    expect(open.events).toContainEqual(
      expect.objectContaining({ event: 'refold', level: 'warn', legsLeft: 1 }),
    );
  });

  it('says of a leg that only a receipt names that nothing was said', async () => {
    const legId = await recorded([[{ ...aRecording(account).observation, asOf: secondAt(1) }]]);
    const till = { id: await addAccount(open.database, 'till'), connector: 'till', sells: 'else' as const };
    const receipt = { account: { ...till, storeIds: 'vendor' as const }, vendorNo: 'T-1', legId };
    const [linked] = await open.ledger.linkReceipts(open.database, [receipt]);
    await asSaid(linked!.legId);
  });
});
