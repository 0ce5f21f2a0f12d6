import { aRecording } from '../../factories/observations.js';
import { toyDocuments } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import type { PollingWorld } from './polling-world.js';
import { at, MINUTE } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;

describe('orders that a vendor names by another account’s numbers', () => {
  eachInItsWorld();

  /** A storefront, and a listed vendor with one order that is the storefront's S-1. */
  async function both(limits: Parameters<PollingWorld['addAccount']>[0] = {}) {
    const shop = await world.addAccountOf({ connector: toyDocuments });
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    vendor.put('P-1', at(0), { numberOf: { accountId: shop, vendorNo: 'S-1' } });
    return { shop, id, vendor };
  }

  const ordersOf = async (...accountIds: string[]) => {
    const legs = await world.database.prisma.leg.findMany({ where: { accountId: { in: accountIds } } });
    return new Set(legs.map(({ orderId }) => orderId));
  };
  const tellShop = (shop: string) =>
    world.ledgerOn(world.database).record([aRecording(shop, { vendorNo: 'S-1', asOf: world.clock.now() })]);
  const readNext = async () => {
    world.clock.pass(intervalMs);
    await worker.planAndRead();
  };

  it('join that account’s order, which was there before', async () => {
    const { shop, id } = await both();
    await tellShop(shop);
    await readNext();
    expect(await world.entriesOf(id)).toEqual({ 'P-1': 1 });
    expect((await ordersOf(shop, id)).size).toBe(1);
  });

  it('join that account’s order when it comes later, also from a window of several pages', async () => {
    const { shop, id, vendor } = await both();
    for (let n = 0; n < 7; n += 1) vendor.put(`P-2${String(n)}`, at(n));
    await readNext();
    await tellShop(shop);
    const named = await world.database.prisma.leg.findFirst({ where: { accountId: id, vendorNo: 'P-1' } });
    expect(await ordersOf(shop)).toEqual(new Set([named?.orderId]));
  });

  it('are recorded without it when nobody knows that account, and the window says so once', async () => {
    const { id, vendor } = await both();
    const nobody = world.newId();
    for (let n = 0; n < 7; n += 1)
      vendor.put(`P-2${String(n)}`, at(n), { numberOf: { accountId: nobody, vendorNo: String(n) } });
    await readNext();
    expect(Object.keys(await world.entriesOf(id))).toHaveLength(8);
    const lines = world.events.filter(({ event }) => event === 'window');
    expect(lines).toMatchObject([{ outcome: 'closed', level: 'warn', unknownAccounts: [nobody] }]);
    world.events.length = 0;
    await readNext();
    expect(world.events.filter(({ event }) => event === 'window')).toMatchObject([{ level: 'info' }]);
  });

  it('are told of likewise when one is fetched again', async () => {
    const { shop, id, vendor } = await both(FETCHED_ALONE);
    const nobody = world.newId();
    vendor.put('P-2', at(0), { numberOf: { accountId: nobody, vendorNo: '2' } });
    const [listed] = world.accounts.all().filter(({ account }) => account.id === id);
    const ledger = world.ledgerOn(world.database);
    for (const vendorNo of ['P-1', 'P-2'])
      await ledger.record([aRecording(id, { vendorNo, asOf: at(0) }, { connector: listed!.connector.id })]);
    await tellShop(shop);
    await worker.takeChanges();
    world.clock.pass(MINUTE);
    await worker.refresh();
    const lines = world.events.filter(({ event }) => event === 'refresh');
    expect(lines.map(({ vendorNo, level }) => [vendorNo, level]).sort()).toEqual([
      ['P-1', 'info'],
      ['P-2', 'warn'],
    ]);
    expect(lines.find(({ vendorNo }) => vendorNo === 'P-2')).toMatchObject({ unknownAccounts: [nobody] });
    const first = await world.database.prisma.leg.findFirst({ where: { accountId: id, vendorNo: 'P-1' } });
    expect(await ordersOf(shop)).toEqual(new Set([first?.orderId]));
  });
});
