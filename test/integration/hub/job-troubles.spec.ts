import { AttributionTroublesQuery } from '../../../apps/hub/src/attribution-troubles.query.js';
import { FillingTroublesQuery } from '../../../apps/hub/src/filling-troubles.query.js';
import { aRecording } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

let open: OpenLedger;
let sink: string;
let shop: string;
let storeId: string;
beforeAll(async () => {
  open = await openLedger();
  [sink, shop, storeId] = [
    await addAccount(open.database, 'ovopark'),
    await addAccount(open.database),
    await addStore(open.database, 'SH-01'),
  ];
  await addBinding(open.database, shop, { storeId, vendorStoreId: 'SH-01' });
  await addBinding(open.database, sink, { storeId, vendorStoreId: 'o-1' });
  const binding = await open.database.prisma.storeBinding.findFirstOrThrow({ where: { accountId: sink } });
  const at = new Date('2026-11-20T00:00:00Z');
  await open.database.prisma.salesSink.create({
    data: { storeId, accountId: sink, bindingId: binding.id, startsAt: at, reportedThrough: at },
  });
});
afterAll(() => open.close());

const told = async (query: { ofAccounts(ids: readonly string[]): Promise<readonly object[]> }) =>
  (await query.ofAccounts([sink, shop])).map((trouble) => trouble as Record<string, unknown>);

it('a rule set that recorded orders cannot be made to count by is told of whom the store’s hours are reported to', async () => {
  const query = new AttributionTroublesQuery(open.database);
  const id = newId();
  const job = { id, storeIds: [storeId], search: 'placed', ruleVersion: 1, createdAt: new Date() };
  await open.database.prisma.attribution.create({ data: job });
  expect(await told(query)).toEqual([]);
  await open.database.prisma.attribution.update({ where: { id }, data: { failures: 2, errorMessage: 'no' } });
  expect(await told(query)).toMatchObject([
    { accountId: sink, what: 'jobs', code: 'failing', message: 'no' },
  ]);
  const done = { finishedAt: new Date(), legsLeft: 3, failures: 0 };
  await open.database.prisma.attribution.update({ where: { id }, data: done });
  expect(await told(query)).toMatchObject([{ accountId: sink, code: 'left', count: 3 }]);
  await open.database.prisma.attribution.update({
    where: { id },
    data: { finishedAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  expect(await told(query)).toEqual([]);
});

it('orders that were not posted as they should be are told of by the account, once the job is through', async () => {
  const query = new FillingTroublesQuery(open.database);
  const recorded = await open.ledger.record([
    aRecording(shop, { vendorNo: 'left' }),
    aRecording(shop, { vendorNo: 'otherwise' }),
  ]);
  await unpost(open.database, recorded[0]!.orderId);
  const id = newId();
  await open.database.prisma.refold.create({ data: { id, kind: 'postings', createdAt: new Date() } });
  expect(await told(query)).toEqual([]);
  await open.database.prisma.refold.update({ where: { id }, data: { finishedAt: new Date() } });
  const left = { accountId: shop, what: 'jobs', code: 'left', count: 1 };
  expect(await told(query)).toMatchObject([left]);
  const orderId = recorded[1]!.orderId;
  await open.database.prisma.orderFlag.create({
    data: { orderId, source: 'ledger', code: 'counted_otherwise', since: new Date() },
  });
  const day = { storeId, day: new Date('2026-11-20T00:00:00Z'), postedFen: 1n, soldFen: 2n };
  await open.database.prisma.filledDayDifference.create({ data: { ...day, foundAt: new Date() } });
  const all = (await told(query)).sort((a, b) => (String(a['code']) < String(b['code']) ? -1 : 1));
  expect(all).toMatchObject([
    { accountId: shop, what: 'orders', code: 'counted_otherwise', count: 1 },
    { accountId: sink, what: 'jobs', code: 'differs', count: 1 },
    left,
  ]);
  await open.ledger.record([
    aRecording(shop, {
      vendorNo: 'left',
      asOf: new Date('2026-11-22T00:00:00Z'),
      fulfilment: { state: 'completed', raw: 'done', completedAt: null },
    }),
  ]);
  expect((await told(query)).map(({ code }) => code).sort()).toEqual(['counted_otherwise', 'differs']);
});
