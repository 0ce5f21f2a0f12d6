import { uuidV7 } from '#domain/ids.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { PeopleLinks } from '#ledger/links/people-links.js';
import type { RecordingAccount } from '#ledger/recording.js';
import { LinkingService } from '#reconciliation/links/linking.service.js';
import { Suggesting } from '#reconciliation/links/suggesting.js';
import { type SuggestionFilter, SuggestionsQuery } from '#reconciliation/links/suggestions.query.js';
import { SuggestionsService } from '#reconciliation/links/suggestions.service.js';
import { aRecording, PLACED_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

const MINUTE_MS = 60_000;
const never = new AbortController().signal;
const SAID = { by: 'boss', reason: 'because', force: false };

let open: OpenLedger;
let suggestions: SuggestionsService;
let linking: LinkingService;
let list: SuggestionsQuery;
let shop: RecordingAccount;
let till: RecordingAccount;
let storeId: string;
let next = 1;

beforeAll(async () => {
  open = await openLedger();
  linking = new LinkingService({
    database: open.database,
    links: new PeopleLinks(open.clock, open.ledger.consumers),
    placings: { hold: () => Promise.resolve([]) },
  });
  suggestions = new SuggestionsService(open.database, open.clock, linking);
  list = new SuggestionsQuery(open.database);
});
beforeEach(async () => {
  storeId = await addStore(open.database, newId());
  const account = async (connector: string, sells: 'first' | 'else') => {
    const id = await addAccount(open.database, connector);
    await addBinding(open.database, id, { storeId, vendorStoreId: 'SH-01' });
    return { id, connector, sells, storeIds: 'vendor' } as const;
  };
  [shop, till] = [await account('storefront', 'first'), await account('till', 'else')];
});
afterAll(() => open.close());

/** Some minutes later: what was recorded until now is old enough. */
const suggest = async (): Promise<void> => {
  const clock = { now: () => new Date(open.clock.now().getTime() + 5 * MINUTE_MS), latest: () => new Date() };
  await new Suggesting({ database: open.database, clock, legsPerSlice: 2 }).run(never);
};
const placed = (minute: number): Partial<OrderObservation> => ({
  placement: {
    ...{ vendorStoreId: 'SH-01', numbers: [], origin: {} },
    placedAt: new Date(PLACED_AT.getTime() + minute * MINUTE_MS),
  },
});
const calledOut = (pickupNo: string): Partial<OrderObservation> => ({
  service: { kind: 'pickup', reservedAt: null, area: null, table: null, diners: null, pickupNo },
});
const tell = async (account: RecordingAccount, change: Partial<OrderObservation> = {}) => {
  const said = { vendorNo: `N-${String(next++)}`, contact: null, ...placed(0), ...change };
  return (await open.ledger.record([aRecording(account.id, said, account)]))[0]!;
};
const suggested = (filter: SuggestionFilter = {}) => list.list({ storeId, ...filter }, { limit: 10 });
const PHONE = { name: null, phone: '13800000009', address: null, remark: null, memberNo: null };

it('two orders that stand alone and are alike are suggested once, and linked by a person alone', async () => {
  const [one, other] = [await tell(shop), await tell(till, placed(3))];
  await suggest();
  const [found, ...more] = await suggested();
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    ...{ state: 'open', reasons: ['amount', 'time'], contradicts: [], isAlike: false, score: 47 },
    ...{ leg: { legId: other.legId, orderId: other.orderId }, other: { orderId: one.orderId } },
  });
  await suggest();
  expect(await suggested()).toHaveLength(1);
  const linked = await suggestions.accept(found!.id, SAID);
  expect(linked.legIds).toEqual([other.legId]);
  expect((await open.orders.get(one.orderId))!.legs).toHaveLength(2);
  expect(await suggested()).toMatchObject([{ state: 'linked', decidedBy: 'boss', reason: 'because' }]);
  await expect(suggestions.accept(found!.id, SAID)).rejects.toThrow('linked already');
  await linking.undo(linked.linkIds[0]!, SAID);
  await suggest();
  expect(await suggested({ state: 'open' })).toEqual([]);
});

it('who shows suggestions hears that there is one, that it is decided, and that it is gone', async () => {
  const heard = () => open.database.hints.take().filter(({ kind }) => kind === 'suggestion');
  await tell(shop);
  await tell(till);
  heard();
  await suggest();
  const [found] = await suggested();
  expect(heard()).toEqual([{ kind: 'suggestion', id: found!.id, storeId }]);
  await suggest();
  expect(heard()).toEqual([]);
  await suggestions.dismiss(found!.id, SAID);
  expect(heard()).toEqual([{ kind: 'suggestion', id: found!.id, storeId: null }]);
  await suggestions.erase(found!.id);
  expect(heard()).toHaveLength(1);
});

it('is not suggested again where a person has said that they are two', async () => {
  await tell(shop);
  await tell(till);
  await suggest();
  const [found] = await suggested();
  await suggestions.dismiss(found!.id, SAID);
  await expect(suggestions.accept(found!.id, SAID)).rejects.toThrow('dismissed');
  await suggest();
  expect(await suggested()).toMatchObject([{ id: found!.id, state: 'dismissed' }]);
});

it('a pair that a person has parted is not suggested', async () => {
  const [one, other] = [await tell(shop), await tell(till)];
  const linked = await linking.link({ orderId: one.orderId, of: { legId: other.legId } }, SAID);
  await linking.undo(linked.linkIds[0]!, SAID);
  await suggest();
  expect(await suggested()).toEqual([]);
});

it('the phone tells two apart that are as alike else; else both are told to be', async () => {
  await tell(till, { contact: PHONE });
  await tell(shop, { contact: PHONE });
  await tell(shop);
  await suggest();
  const all = await suggested();
  expect(all.map(({ score, isAlike }) => [score, isAlike]).sort()).toEqual([
    [50, false],
    [90, false],
  ]);
});

it('of two that are as alike neither is chosen', async () => {
  await tell(till);
  await tell(shop);
  await tell(shop);
  await suggest();
  expect(await suggested()).toMatchObject([{ isAlike: true }, { isAlike: true }]);
});

it.each([
  ['another amount', { amounts: someAmounts(1n) }],
  ['eleven minutes later', placed(11)],
])('is none: %s', async (_what, change) => {
  await tell(shop);
  await tell(till, change);
  await suggest();
  expect(await suggested()).toEqual([]);
});

it('a number that is called out is a sign within one store and business day, and links nothing', async () => {
  const [one, other] = [
    await tell(shop, calledOut('A17')),
    await tell(till, { ...placed(180), ...calledOut('A17') }),
  ];
  await tell(till, { ...placed(24 * 60), ...calledOut('A17') });
  await suggest();
  expect(await suggested()).toMatchObject([
    {
      reasons: ['amount', 'pickup_number'],
      leg: { legId: other.legId, orderId: other.orderId },
      other: { legId: one.legId, orderId: one.orderId },
    },
  ]);
});

it('who has other legs by now is not suggested any more', async () => {
  const [one] = [await tell(shop), await tell(till)];
  await suggest();
  expect(await suggested()).toMatchObject([{ state: 'open' }]);
  await open.database.transaction((sql) =>
    open.ledger.linkReceipts(sql, [{ account: till, vendorNo: newId(), legId: one.legId }]),
  );
  await suggest();
  expect(await suggested()).toMatchObject([{ state: 'gone' }]);
  await expect(suggestions.dismiss((await suggested())[0]!.id, SAID)).rejects.toThrow('not open any more');
});

it('a number that is declared against what both say is suggested, with what speaks against it', async () => {
  const { vendorNo } = await open.database.prisma.leg.findUniqueOrThrow({
    where: { id: (await tell(shop)).legId },
  });
  const other = await addAccount(open.database);
  await addBinding(open.database, other, { storeId, vendorStoreId: 'SH-01' });
  const said = { vendorNo: 'Z-1', contact: null, amounts: someAmounts(1n), ...placed(0) };
  await open.ledger.record([
    { ...aRecording(other, said), numberOf: { account: shop, vendorNo, isChecked: true } },
  ]);
  await suggest();
  const [found] = await suggested();
  expect(found).toMatchObject({ reasons: ['declared_number', 'time'], contradicts: ['amount'] });
  await expect(suggestions.accept(found!.id, SAID)).rejects.toMatchObject({ field: 'force' });
  expect(await suggested()).toMatchObject([{ state: 'open' }]);
  await suggestions.accept(found!.id, { ...SAID, force: true });
  expect(await suggested()).toMatchObject([{ state: 'linked' }]);
});

it('looks at no leg twice, at none that is too new, and leaves them to one hub', async () => {
  const until = async () => (await open.database.prisma.suggestedUntil.findFirstOrThrow()).legId;
  await suggest();
  const before = await until();
  const { legId } = await tell(shop);
  await new Suggesting({ database: open.database, clock: open.clock, legsPerSlice: 2 }).run(never);
  expect(await until()).toBe(before);
  await open.database.transaction(async (sql) => {
    await sql.rows({ text: 'SELECT FROM suggested_until FOR UPDATE' });
    await suggest();
  });
  expect(await until()).toBe(before);
  await suggest();
  expect(await until()).toBe(legId);
  expect(uuidV7(open.clock.now(), Buffer.alloc(10)) > legId).toBe(true);
});
