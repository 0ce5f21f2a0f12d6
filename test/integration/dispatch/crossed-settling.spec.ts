import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { ClaimedDispatch } from '#dispatch/claimed/claim.store.js';
import { doneAs } from '#dispatch/claimed/settlement.js';
import { Settling } from '#dispatch/claimed/settling.js';
import { recordingAccount } from '#ledger/recording.js';
import { anObservation } from '../../factories/observations.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { DispatchWorld } from './dispatch-world.js';
import { gate } from '../reporting/toy-sink.js';

/** The same database, which stops once in the middle of a transaction: when it has locked orders. */
function stoppingAt(database: Database, name: string, stop: () => Promise<void>): Database {
  let stopped = false;
  const transaction = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    database.transaction((sql) =>
      work({
        ...sql,
        rows: async <Row>(statement: Parameters<Sql['rows']>[0]) => {
          const rows = await sql.rows<Row>(statement);
          if (statement.name !== name || stopped) return rows;
          stopped = true;
          await stop();
          return rows;
        },
      }),
    );
  return Object.assign(Object.create(database) as Database, { transaction });
}

describe('two hubs that settle what concerns the same two orders', () => {
  let world: DispatchWorld;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(() => world.begin());
  afterAll(() => world.close());

  const claimedOf = (legId: string, orderId: string): ClaimedDispatch => ({
    ...{ id: world.newId(), account_id: world.tillId, kind: 'place', leg_id: legId, order_id: orderId },
    ...{ store: null, vendor_no: null, marker: null, cause: 'rule', state: 'unknown', attempts: 1 },
    ...{
      write_before: null,
      over_at: null,
      stated_at: null,
      finds: 0,
      found_at: null,
      failures: 0,
      rounds: 0,
      detail: null,
    },
    ...{ connector: 'toy-till', lease_holder: 'somebody' },
  });

  /** Something read of the one order, and a receipt for the other. */
  async function resultOf(
    read: { legId: string; orderId: string },
    readNo: string,
    booked: { legId: string },
  ) {
    const shop = recordingAccount((await world.byId(world.shopId))!);
    const till = recordingAccount((await world.byId(world.tillId))!);
    const claimed = claimedOf(read.legId, read.orderId);
    const observation = anObservation({ vendorNo: readNo, asOf: new Date(world.clock.now().getTime() + 1) });
    return {
      claimed,
      settlement: doneAs(claimed, world.clock.now(), null),
      recordings: [{ account: shop, observation, evidence: { body: Buffer.from(readNo) } }],
      receipts: [{ account: till, vendorNo: `T-${readNo}`, legId: booked.legId }],
    };
  }

  it('wait for each other in one order, not in a circle', async () => {
    const [a, b] = [await world.tell({ vendorNo: 'A' }), await world.tell({ vendorNo: 'B' })];
    const [locked, go] = [gate(), gate()];
    const stop = async (): Promise<void> => {
      locked.open();
      await go.opened;
    };
    const slow = stoppingAt(world.database, 'ledger_lock_orders', stop);
    const first = new Settling(world.hub('one', { database: slow }).parts);
    const second = new Settling(world.hub('two').parts);
    const settling = [first.settle(await resultOf(a, 'A', b))];
    await locked.opened;
    settling.push(second.settle(await resultOf(b, 'B', a)));
    await untilSomebodyWaits(world.database);
    go.open();
    await Promise.all(settling);
    expect(world.events.filter(({ outcome }) => outcome === 'later')).toEqual([]);
    expect(await world.legsOf(a.orderId)).toEqual(['A', 'T-B']);
    expect(await world.legsOf(b.orderId)).toEqual(['B', 'T-A']);
  });
});
