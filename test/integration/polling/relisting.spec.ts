import { InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { backfillStandings } from '#polling/windows/backfills.store.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

describe('a stretch that a repair has listed again', () => {
  eachInItsWorld();

  async function running(limits: Parameters<typeof world.addAccount>[0] = {}) {
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    vendor.put('late', at(-10 * MINUTE));
    world.clock.pass(TOY_LIMITS.intervalMs);
    return { id, vendor };
  }
  const stretch = (accountId: string) => ({ accountId, from: at(-HOUR), to: at(DAY) });
  const relist = (accountId: string, change = {}, by = worker) =>
    world.database.transaction((sql) => by.backfills.relistOn(sql, { ...stretch(accountId), ...change }));
  const standing = async (id: string) => (await backfillStandings(world.database, [id]))[0];

  it('is read up to where the vendor lists by now, and records what it shows', async () => {
    const { id, vendor } = await running();
    const ref = await relist(id);
    expect(await standing(ref)).toMatchObject({ closed_at: null, error_code: null });
    await worker.read();
    expect(await standing(ref)).toMatchObject({ closed_at: world.clock.now() });
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    const found = await world.backfills.get(ref);
    expect(found).toMatchObject({ purpose: 'repair', from: at(-HOUR) });
    expect(found!.to.getTime()).toBe(world.clock.now().getTime() - TOY_LIMITS.lagMs);
  });

  it('is one while it is open, whoever asks; then another', async () => {
    const { id } = await running();
    const refs = await Promise.all([relist(id), relist(id), relist(id, {}, world.worker('other'))]);
    expect(new Set(refs).size).toBe(1);
    await worker.read();
    expect(await relist(id)).not.toBe(refs[0]);
  });

  it('leaves nothing behind where its transaction comes to nothing', async () => {
    const { id } = await running();
    const undone = world.database.transaction(async (sql) => {
      await worker.backfills.relistOn(sql, stretch(id));
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await world.backfills.list({ accountId: id, limit: 10 })).toEqual([]);
  });

  it('asks by the calls that there are for repairs, and holds up no backfill', async () => {
    world.quota = world.realQuota();
    const counting = world.worker('counting');
    const { id } = await running({ counted: true, callsADay: 600 });
    const [active] = world.accounts.all();
    world.accounts.set({ ...active!, account: { ...active!.account, config: { repairShare: 1 } } });
    const made = await counting.backfills.start({ accountId: id, from: at(-26 * HOUR), to: at(-25 * HOUR) });
    await relist(id, { from: at(-24 * HOUR), to: at(-30 * MINUTE) }, counting);
    await counting.read();
    const uses = await world.database.prisma.callUse.findMany({ where: { key: `toy-pages:${id}` } });
    expect(uses.find(({ purpose }) => purpose === 'repair')).toMatchObject({ calls: 6 });
    expect(await world.backfills.get(made.id)).toMatchObject({ closedAt: expect.any(Date) });
  });

  it('says why it waits for its vendor', async () => {
    const { id, vendor } = await running();
    vendor.onPage = () => {
      throw new ConnectorError('auth_failed', 'the key is gone');
    };
    const ref = await relist(id);
    await worker.read();
    expect(await standing(ref)).toMatchObject({ closed_at: null, error_code: 'auth_failed' });
  });

  it.each([
    ['longer than a day', { from: at(-2 * DAY) }, 'to'],
    ['that has not been', { from: at(DAY) }, 'to'],
  ])('%s is refused', async (_what, change, field) => {
    const { id } = await running();
    await expect(relist(id, change)).rejects.toMatchObject({
      constructor: InvalidFieldsError,
      faults: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  it('of no account is refused', async () => {
    await expect(relist(world.newId())).rejects.toBeInstanceOf(NotFoundError);
  });
});
