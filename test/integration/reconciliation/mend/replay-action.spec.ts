import { ConflictError } from '#accounts/account-errors.js';
import type { RepairToDo } from '#reconciliation/mend/action.js';
import { replayAction } from '#reconciliation/mend/replay.action.js';
import { openShopWorld } from '../../intake/shop-world.js';

describe('a repair that works a failed delivery off once more', () => {
  let world: Awaited<ReturnType<typeof openShopWorld>>;
  beforeEach(async () => {
    world = await openShopWorld();
  });
  afterEach(() => world.close());

  const PLACED_AT = new Date(Date.now() - 60_000);

  /** An order of which the shop's first word is known, and whose second failed, as a mapper of long ago had it. */
  async function failed(): Promise<{ readonly repair: RepairToDo; readonly deliveryId: string }> {
    const active = await world.shop();
    const said = { orderNo: 'A-1', storeCode: 'S1', placedAt: PLACED_AT };
    await world.post(active, said);
    await world.drain();
    await world.post(active, { ...said, fulfilment: 'completed', updatedAt: new Date() });
    const [delivery] = await world.deliveries.list({ state: 'pending', limit: 5 });
    await world.database.rows({
      text: `UPDATE deliveries SET state = 'failed', settled_at = now(), error_code = 'invalid_response', error_message = 'no' WHERE id = $1`,
      values: [delivery!.id],
    });
    const leg = await world.database.prisma.leg.findFirstOrThrow({ where: { accountId: active.account.id } });
    const which = { accountId: active.account.id, legId: leg.id, orderId: leg.orderId };
    return { repair: { kind: 'replay', ...which, storeId: null, hourStart: null }, deliveryId: delivery!.id };
  }
  const action = () => replayAction(world.replays, world.clock);
  const begin = (repair: RepairToDo) =>
    world.database.transaction(async (sql) => (await action().begin(sql, repair, null)).ref);
  const endOf = async (ref: string) => (await action().ended(world.database, [ref])).get(ref);

  it('is done once what it says is in the ledger', async () => {
    const { repair, deliveryId } = await failed();
    expect(await begin(repair)).toBe(deliveryId);
    expect(await endOf(deliveryId)).toEqual({ is: 'open', code: null, message: null });
    await world.drain();
    expect(await endOf(deliveryId)).toEqual({ is: 'done' });
    const leg = await world.database.prisma.leg.findFirstOrThrow({ where: { id: repair.legId! } });
    expect(leg.state).toMatchObject({ fulfilment: { value: { state: 'completed' } } });
  });

  it('is begun once by two at once: nothing has failed for the second', async () => {
    const { repair, deliveryId } = await failed();
    const begun = await Promise.allSettled([begin(repair), begin(repair)]);
    expect(begun.filter(({ status }) => status === 'fulfilled')).toEqual([
      { status: 'fulfilled', value: deliveryId },
    ]);
    const [refused] = begun.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { constructor: ConflictError } });
  });

  it('of what has not failed is refused', async () => {
    const { repair, deliveryId } = await failed();
    await world.database.rows({
      text: `UPDATE deliveries SET state = 'discarded' WHERE id = $1`,
      values: [deliveryId],
    });
    await expect(begin(repair)).rejects.toBeInstanceOf(ConflictError);
    expect(await endOf(deliveryId)).toMatchObject({ is: 'failed' });
  });
});
