import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import { UncoveredHoursQuery } from '#polling/plan/uncovered-hours.query.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, HOUR, MINUTE } from './polling-world.js';

const PAUSE = { defaultMs: () => MINUTE, look: () => Promise.resolve() };

describe('whether an hour’s sources are read to its end', () => {
  eachInItsWorld();

  const query = () => new UncoveredHoursQuery(world.accounts, PAUSE, world.clock);
  const lacking = async (storeId: string, fromHour: number, on: Sql = world.database) => {
    const hour = { storeId, start: at(fromHour * HOUR), end: at((fromHour + 1) * HOUR) };
    return (await query().uncovered(on, [hour])).map(({ stream }) => stream).sort();
  };
  /** @param minutes in steps of ten */
  const pass = async (minutes: number): Promise<void> => {
    for (let left = minutes; left > 0; left -= 10) {
      world.clock.pass(10 * MINUTE);
      await worker.planAndRead();
    }
  };

  it('says so until the plan has come to the hour’s end and its windows are read', async () => {
    const { id } = await world.addAccount();
    const storeId = await world.bind(id, 'x');
    await worker.plan();
    world.clock.pass(HOUR);
    expect(await lacking(storeId, 0)).toEqual(['all']);
    world.clock.pass(10 * MINUTE);
    await worker.plan();
    expect(await lacking(storeId, 0)).toEqual(['all']);
    await worker.planAndRead();
    expect(await lacking(storeId, 0)).toEqual([]);
    expect(await lacking(storeId, 1)).toEqual(['all']);
  });

  it('says it of the hours alone that a window which cannot be read is in, and not because of an old one', async () => {
    const { id, vendor } = await world.addAccount();
    const storeId = await world.bind(id, 'x');
    await worker.plan();
    vendor.onPage = ({ window }) => {
      if (window.from < at(90 * MINUTE) && window.to > at(80 * MINUTE))
        throw new ConnectorError('invalid_response', 'no list');
    };
    await pass(250);
    expect(await lacking(storeId, 0)).toEqual([]);
    expect(await lacking(storeId, 1)).toEqual(['all']);
    expect(await lacking(storeId, 2)).toEqual([]);
    expect(await lacking(storeId, 3)).toEqual([]);
  });

  it('takes the overlap of a window that fails for read where the one before has read it', async () => {
    const { id, vendor } = await world.addAccount();
    const storeId = await world.bind(id, 'x');
    await worker.plan();
    await worker.planAndRead();
    world.clock.pass(HOUR + 2 * MINUTE);
    await worker.planAndRead();
    vendor.onPage = () => {
      throw new ConnectorError('unavailable', 'closed');
    };
    world.clock.pass(10 * MINUTE);
    await worker.planAndRead();
    const [failed] = (await world.windowsOf(id)).filter(({ state }) => state === 'failed');
    expect(failed!.from < at(HOUR)).toBe(true);
    expect(await lacking(storeId, 0)).toEqual([]);
  });

  it('asks of a store its own streams alone, and never those that are read once more', async () => {
    const { id, vendor } = await world.addAccount({ streams: 'bound', rereadAfterMs: [6 * HOUR] });
    const [one, other] = [await world.bind(id, 'x'), await world.bind(id, 'y')];
    await worker.plan();
    vendor.onPage = ({ stream }) => {
      if (stream === 'y') throw new ConnectorError('invalid_response', 'no list');
    };
    await pass(90);
    expect([await lacking(one, 0), await lacking(other, 0)]).toEqual([[], ['y']]);
  });

  it('says nothing of accounts that are paused, list nothing, or whose settings nobody can read', async () => {
    const { id } = await world.addAccount();
    const storeId = await world.bind(id, 'x');
    await worker.plan();
    world.clock.pass(2 * HOUR);
    expect(await lacking(storeId, 0)).toEqual(['all']);
    world.pause(id, true);
    expect(await lacking(storeId, 0)).toEqual([]);
    world.pause(id, false);
    const active = world.accounts.all().find(({ account }) => account.id === id)!;
    const { source } = active.connector;
    const strange = { ...source!.pages!, streams: () => { throw new Error('no such setting'); } }; // prettier-ignore
    world.accounts.set({
      ...active,
      connector: { ...active.connector, source: { ...source!, pages: strange } },
    });
    expect(await lacking(storeId, 0)).toEqual([]);
    const { pages: _pages, ...fetching } = source!;
    world.accounts.set({ ...active, connector: { ...active.connector, source: fetching } });
    expect(await lacking(storeId, 0)).toEqual([]);
  });

  it('says nothing of what was before the stream, of later bindings and of ended ones', async () => {
    const { id } = await world.addAccount();
    const storeId = await world.bind(id, 'x');
    await worker.plan();
    world.clock.pass(2 * HOUR);
    expect(await lacking(storeId, -2)).toEqual([]);
    const { storeBinding } = world.database.prisma;
    await storeBinding.updateMany({ where: { storeId }, data: { validFrom: at(HOUR) } });
    expect([await lacking(storeId, 0), await lacking(storeId, 1)]).toEqual([[], ['all']]);
    await storeBinding.updateMany({ where: { storeId }, data: { validTo: at(2 * HOUR) } });
    expect(await lacking(storeId, 1)).toEqual([]);
  });

  it('takes two statements, however many hours, stores and streams there are', async () => {
    const { id } = await world.addAccount({ streams: 'bound' });
    const stores = [];
    for (let shop = 0; shop < 12; shop += 1) stores.push(await world.bind(id, `s${String(shop)}`));
    await worker.plan();
    world.clock.pass(5 * HOUR);
    let count = 0;
    const counting: Sql = {
      rows(statement) {
        count += 1;
        return world.database.rows(statement);
      },
    };
    const hours = stores.flatMap((storeId) =>
      [0, 1, 2, 3].map((hour) => ({ storeId, start: at(hour * HOUR), end: at((hour + 1) * HOUR) })),
    );
    expect(await query().uncovered(counting, hours)).toHaveLength(48);
    expect(count).toBe(2);
  });
});
