import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { RepairAction, RepairToDo } from '#reconciliation/mend/action.js';
import { deriveAction } from '#reconciliation/mend/derive.action.js';
import { submitAction } from '#reconciliation/mend/submit.action.js';
import { at, ReportingWorld } from '../../reporting/reporting-world.js';
import { failing } from '../../reporting/toy-sink.js';

describe('repairs of an hour', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  /** A shop whose hour of 01:00 was reported with one order of 10 yuan, and has another since that nobody noticed. */
  async function stale() {
    const shop = await world.addShop();
    const hub = world.hub();
    await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await hub.derive();
    await hub.submit();
    await hub.takeChanges();
    await world.sell(shop.storeId, { fen: 234n, at: '2026-03-05T01:31' });
    const hour = { storeId: shop.storeId, hourStart: at('2026-03-05T01:00') };
    const repair = { ...hour, accountId: shop.accountId, legId: null, orderId: null };
    return { ...shop, hub, repair };
  }
  const begin = (action: RepairAction, one: Omit<RepairToDo, 'kind'>, by: string | null = '小李') =>
    world.database.transaction(
      async (sql) => (await action.begin(sql, { ...one, kind: action.kind }, by)).ref,
    );
  const endOf = async (action: RepairAction, ref: string) =>
    (await action.ended(world.database, [ref])).get(ref);

  it('submit reports it as a person would ask for it, once for two at once', async () => {
    const { hub, repair, storeId } = await stale();
    const action = submitAction(hub.requests);
    const refs = await Promise.all([
      begin(action, repair),
      begin(submitAction(world.hub('other').requests), repair),
    ]);
    expect(new Set(refs).size).toBe(1);
    expect(await endOf(action, refs[0])).toMatchObject({ is: 'open' });
    await hub.submit();
    expect(await endOf(action, refs[0])).toEqual({ is: 'done' });
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 1_000n, false, 'accepted', null],
      ['2026-03-05T01:00', 1_234n, true, 'accepted', null],
    ]);
  });

  it('submit of what its vendor has already is done', async () => {
    const { hub, repair } = await stale();
    const action = submitAction(hub.requests);
    await begin(action, repair);
    await hub.submit();
    const again = await begin(action, repair);
    expect(await endOf(action, again)).toEqual({ is: 'done' });
    const heard = world.sink.heard.length;
    await hub.submit();
    expect(world.sink.heard).toHaveLength(heard);
  });

  it('submit that its vendor refuses has failed, in its words', async () => {
    const { hub, repair, shopId } = await stale();
    const action = submitAction(hub.requests);
    const ref = await begin(action, repair);
    world.sink.next(shopId, failing('rejected', 'no such shop'));
    await hub.submit();
    expect(await endOf(action, ref)).toMatchObject({ is: 'failed', code: 'rejected' });
  });

  it('derive makes the revision that the ledger asks for, and leaves the report to the account’s rules', async () => {
    const { hub, repair, storeId } = await stale();
    const action = deriveAction(hub.requests);
    const ref = await begin(action, repair, null);
    expect(await endOf(action, ref)).toEqual({ is: 'done' });
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_234n, 2, 2]]);
    expect(await world.submissionsOf(storeId)).toHaveLength(1);
    await begin(action, repair, null);
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_234n, 2, 2]]);
  });

  it('leaves nothing behind where its transaction comes to nothing', async () => {
    const { hub, repair, storeId } = await stale();
    const undone = world.database.transaction(async (sql) => {
      await submitAction(hub.requests).begin(sql, { ...repair, kind: 'submit' }, '小李');
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_000n, 1, 1]]);
    expect(await world.submissionsOf(storeId)).toHaveLength(1);
  });

  it('submit is never done by the hub alone', async () => {
    const { hub, repair } = await stale();
    await expect(begin(submitAction(hub.requests), repair, null)).rejects.toBeInstanceOf(DomainError);
  });

  it.each([
    ['no hour', { hourStart: at('2026-03-05T01:30') }, DomainError, 'hourStart'],
    ['an hour that is not over', { hourStart: at('2026-03-05T02:00') }, ConflictError, 'hourStart'],
    ['no store', { storeId: '01a1ffbc-5ec2-72f6-97b1-37f474177cc0' }, DomainError, 'storeId'],
    ['nothing said', { hourStart: null }, DomainError, 'hourStart'],
    [
      'an account that does not report it',
      { accountId: '01a1ffbc-5ec2-72f6-97b1-37f474177cc0' },
      DomainError,
      'accountId',
    ],
  ])('of %s is refused and names the field', async (_what, change, constructor, field) => {
    const { hub, repair } = await stale();
    const refused = begin(submitAction(hub.requests), { ...repair, ...change });
    await expect(refused).rejects.toMatchObject({ constructor, field });
  });
});
