import fc from 'fast-check';
import { Database } from '#database/database.js';
import { newMarker } from '#domain/marker.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { setOrderFlags } from '#ledger/order-flags.store.js';
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import { OrderStory } from '#reconciliation/operator/story/order-story.js';
import type { PlacedItem } from '#reconciliation/operator/story/story-item.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import { addBinding, addStore, newId } from '../../support/open-ledger.js';
import { aDifference, keepingWorld } from './keeping-world.js';
import { placedOrder } from './placed-orders.js';
import { reconciliationWorld, type ReconciliationWorld } from './reconciliation-world.js';

const ENTRIES = 3_000;
const MINUTE_MS = 60_000;

describe('the whole story of an order', () => {
  let world: ReconciliationWorld;
  let database: Database;
  let story: OrderStory;
  const statements: string[] = [];
  beforeAll(async () => {
    world = await reconciliationWorld();
    const observe = (name: string | undefined): void => void statements.push(name ?? '?');
    database = new Database({ url: world.url, max: 8, name: 'suanpan-story', observe }, () => undefined);
    story = new OrderStory(database);
    const storeId = await addStore(world.database, 'SH-01');
    await addBinding(world.database, world.shop, { storeId, vendorStoreId: 'SH-01' });
  });
  afterAll(async () => {
    await database.close();
    await world.close();
  });

  async function whole(orderId: string, sizes: readonly number[] = [200]): Promise<PlacedItem[]> {
    const items: PlacedItem[] = [];
    for (let page = 0; ; page += 1) {
      const limit = sizes[page % sizes.length]!;
      const part = await story.part(orderId, { after: items.at(-1)?.place, limit });
      items.push(...part!);
      // Else a part that is told twice would be told for ever.
      expect(new Set(items.map(({ place }) => JSON.stringify(place))).size).toBe(items.length);
      if (part!.length < limit) return items;
    }
  }
  const kindsOf = (items: readonly PlacedItem[]) => items.map(({ kind }) => kind);
  /** As often as its amount is another. */
  const retold = (vendorNo: string, times: number) =>
    world.ledger.record(
      Array.from({ length: times }, (_, index) =>
        aRecording(world.shop, {
          vendorNo,
          asOf: new Date(PAID_AT.getTime() + (index + 1) * 1_000),
          amounts: someAmounts(BigInt(2_000 + index)),
        }),
      ),
    );

  it('is the same whatever the size of its pages', async () => {
    const order = await placedOrder(world, 'P-1');
    await order.shopSays('accepted', 3);
    await order.tillSays('preparing', 4);
    await retold('P-1', 9);
    await world.ledger.record([
      aRecording(world.shop, { vendorNo: 'P-1', asOf: PAID_AT, amounts: someAmounts(1n) }),
    ]);
    const keeping = keepingWorld(world.database, world.at());
    // All of one instant, which the pages are cut at as well.
    const found = await keeping.open(aDifference(), order);
    await keeping.open(aDifference({ evidence: { till: 'T-2' } }), order);
    const decisions = new DecisionsService(world.database, keeping.clock);
    const said = { assignee: '李', reason: '已经问过门店', by: newId() };
    await decisions.decide(found.id, { ...said, decision: 'assign' });
    await decisions.decide(found.id, { ...said, decision: 'dismiss' });
    await decisions.decide(found.id, { ...said, decision: 'reopen' });
    await decisions.comment(found.id, '还在等', said.by);
    await keeping.agree(order.orderId);
    const flag = { orderId: order.orderId, code: 'same_instant' };
    await setOrderFlags(world.database, 'dispatch', [{ ...flag, flags: ['same_instant'] }], keeping.now());
    await new OrderFlagsService(world.database, keeping.clock).dismiss({ ...flag, by: said.by });

    const items = await whole(order.orderId);
    expect(kindsOf(items)).toEqual(
      expect.arrayContaining([
        ...['stated', 'stated_late', 'linked', 'hour_counted', 'discrepancy_opened', 'discrepancy_updated'],
        ...['discrepancy_assigned', 'discrepancy_dismissed', 'discrepancy_taken_back'],
        ...['discrepancy_commented', 'discrepancy_closed', 'flag_dismissed'],
      ]),
    );
    const dismissed = items.find(({ kind }) => kind === 'discrepancy_dismissed');
    expect(dismissed?.evidence).toMatchObject({ by: said.by, note: '已经问过门店' });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        async (sizes) => {
          expect(await whole(order.orderId, sizes)).toEqual(items);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes as many statements for an order with thousands of entries as for a short one', async () => {
    const [short] = await retold('LONG-0', 1);
    const [long] = await retold('LONG-1', ENTRIES);
    const taken = async (orderId: string, after?: PlacedItem): Promise<number> => {
      const before = statements.length;
      const part = await story.part(orderId, { after: after?.place, limit: 50 });
      expect(part!.length).toBeGreaterThan(0);
      return statements.length - before;
    };
    const first = await taken(short!.orderId);
    expect(await taken(long!.orderId)).toBe(first);
    const items = await whole(long!.orderId);
    expect(kindsOf(items).filter((kind) => kind === 'stated')).toHaveLength(ENTRIES);
    expect(items.map(({ at }) => at.getTime())).toEqual(
      items.map(({ at }) => at.getTime()).sort((a, b) => a - b),
    );
    expect(await taken(long!.orderId, items[items.length >> 1])).toBeLessThanOrEqual(first);
  });

  it('is that of the order that its legs came to, with what was counted before', async () => {
    const till = await world.tillSays('T-9', undefined);
    const { orderId, legId } = await world.shopSays('JOIN-1');
    const marker = newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));
    await world.ledger.mark(world.database, [{ accountId: world.till.id, marker, legId }]);
    const asOf = new Date(PAID_AT.getTime() + 2 * MINUTE_MS);
    expect((await world.tillSays('T-9', marker, { asOf })).orderId).toBe(orderId);

    const items = await whole(orderId);
    expect(await whole(till.orderId)).toEqual(items);
    expect(
      items.find(({ kind, evidence }) => kind === 'linked' && evidence['number'] === 'T-9'),
    ).toMatchObject({
      evidence: { account: 'till', link: 'marker' },
    });
    const entries = await world.database.prisma.ledgerEntry.findMany({
      where: { legId: { in: [legId, till.legId] } },
    });
    expect(items.filter(({ ids }) => ids.entryId !== undefined)).toHaveLength(entries.length);
  });

  it('says of what is gone that it is', async () => {
    const { orderId } = (await retold('GONE-1', 3))[0]!;
    const kept = await whole(orderId);
    expect(kindsOf(kept)).not.toContain('entries_gone');
    await world.database.rows({
      text: `DO $$ DECLARE one TEXT; BEGIN
               FOR one IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'ledger_entries'::regclass
               LOOP EXECUTE 'DROP TABLE ' || one; END LOOP; END $$`,
    });
    const left = await whole(orderId, [1]);
    expect(kindsOf(left)[0]).toBe('entries_gone');
    expect(left.slice(1)).toEqual(kept.filter(({ kind }) => kind !== 'stated'));
  });
});
