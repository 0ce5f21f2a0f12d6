import { DEFAULT_POLLING_SETTINGS } from '#polling/polling-settings.js';
import { eachInItsWorld, world } from './each-world.js';
import { at, MINUTE } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { lagMs, overlapMs } = TOY_LIMITS;
const { unseenClockMs } = DEFAULT_POLLING_SETTINGS;
/** As the hub's may be wrong, or the vendor's. */
const BEHIND = 15 * MINUTE;

describe('a stream that begins before the vendor’s clock was seen', () => {
  eachInItsWorld();

  const hub = () => world.worker('hub', { settings: { unseenClockMs } });
  const startOf = async (accountId: string) =>
    (await world.coverage.list({ accountId, limit: 10 })).map(({ startsAt }) => startsAt);

  it('lists what a vendor that is behind stamps from then on', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = hub();
    vendor.onPage = () => void world.offsets.set(id, -BEHIND);
    await worker.plan();
    vendor.put('the first one', at(-BEHIND));
    await worker.read();
    for (let minutes = 0; minutes < 60; minutes += 5) {
      world.clock.pass(5 * MINUTE);
      await worker.planAndRead();
    }
    expect(await world.entriesOf(id)).toEqual({ 'the first one': 1 });
    expect((await world.coverage.list({ accountId: id, limit: 1 }))[0]).toMatchObject({ gaps: [] });
  });

  it('begins no earlier than it must where that clock is known', async () => {
    const [seen, unseen] = [await world.addAccount(), await world.addAccount()];
    world.offsets.set(seen.id, -MINUTE);
    await hub().plan();
    expect(await startOf(seen.id)).toEqual([at(-MINUTE - lagMs - overlapMs)]);
    expect(await startOf(unseen.id)).toEqual([at(-unseenClockMs - lagMs - overlapMs)]);
  });

  it('is not begun anew by what is learned later', async () => {
    const { id } = await world.addAccount();
    await hub().plan();
    const begun = await startOf(id);
    world.offsets.set(id, -BEHIND);
    await hub().plan();
    expect(await startOf(id)).toEqual(begun);
  });
});
