import { SubmissionTroublesQuery } from '#reporting/operator/submission-troubles.query.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { at, ONE_AT_A_TIME, ReportingWorld } from './reporting-world.js';
import { failing, gate, heldBack } from './toy-sink.js';

const FROM = '2026-03-05T01:00';
const TO = '2026-03-05T02:00';

describe('a report with cover that arrives after a later one', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  const lost = failing('outcome_unknown', 'no answer');
  const causesOf = async (storeId: string) =>
    (await world.submissions.list({ storeId, limit: 20 }))
      .toReversed()
      .map(({ cause, state, errorCode }) =>
        [cause, state, ...(errorCode === null ? [] : [errorCode])].join(' '),
      );
  const vendorHas = (shopId: string) =>
    world.sink.hours.get(`${shopId} ${at(FROM).toISOString()}`)?.['total'];
  const heardOf = (shopId: string) => world.sink.heard.filter((payload) => payload['shopId'] === shopId);

  /** One more order in the hour, and the report that covers what was said of it before. */
  async function restate(storeId: string, fen: bigint): Promise<void> {
    world.clock.pass(0.01);
    await world.sell(storeId, { fen, at: '2026-03-05T01:15' });
    await world.hub().request(storeId, FROM, TO);
    await world.hub().submit();
  }

  /** The hour was reported as 0.00, then as 0.05 with cover and without an answer, then as 0.12. */
  async function overtaken() {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    const { answer, arrive } = heldBack(world.sink);
    world.sink.next(shop.shopId, answer);
    await restate(shop.storeId, 5n);
    world.clock.pass(1);
    await restate(shop.storeId, 7n);
    expect(await causesOf(shop.storeId)).toEqual([
      'first accepted',
      'requested unknown superseded',
      'requested accepted',
    ]);
    return { ...shop, arrive };
  }

  async function confirmNow(): Promise<void> {
    await world.hub().confirm();
    await world.hub().submit();
  }

  it('is covered by what holds, ten minutes after it was sent, by a submission of its own', async () => {
    const { storeId, shopId, arrive } = await overtaken();
    world.clock.pass(8.9);
    await confirmNow();
    expect(heardOf(shopId)).toHaveLength(3);
    arrive();
    expect(vendorHas(shopId)).toBe('0.05');
    world.clock.pass(0.1);
    await confirmNow();
    expect(vendorHas(shopId)).toBe('0.12');
    expect((await causesOf(storeId)).at(-1)).toBe('confirm accepted');
    expect(heardOf(shopId).at(-1)).toEqual({ ...heardOf(shopId)[2], cover: '1' });
    world.clock.pass(60);
    await confirmNow();
    expect(heardOf(shopId)).toHaveLength(4);
  });

  it('is covered where the later one has other lines alone', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, shopId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    const sale = { fen: 5n, at: '2026-03-05T01:15' };
    const orderId = await world.sell(storeId, sale);
    world.sink.next(shopId, lost);
    await world.hub().request(storeId, FROM, TO);
    await world.hub().submit();
    world.clock.pass(1);
    await world.resell(orderId, storeId, { ...sale, lines: 2 });
    await world.hub().request(storeId, FROM, TO);
    await world.hub().submit();
    world.clock.pass(10);
    await confirmNow();
    expect((await causesOf(storeId)).at(-1)).toBe('confirm accepted');
  });

  it('is confirmed once, however many hubs look', async () => {
    const { storeId, shopId } = await overtaken();
    world.clock.pass(9);
    await Promise.all(['a', 'b', 'c'].map((name) => world.hub(name).confirm()));
    await Promise.all(['a', 'b'].map((name) => world.hub(name).submit()));
    expect((await causesOf(storeId)).filter((cause) => cause.startsWith('confirm'))).toHaveLength(1);
    expect(heardOf(shopId)).toHaveLength(4);
  });

  it('is confirmed though more than a look takes in cannot be looked at before it', async () => {
    world.clock.set('2026-03-05T00:20');
    const bad = await world.addShop();
    await world.hub().request(bad.storeId, '2026-03-01T00:00', '2026-03-05T00:00');
    await world.hub().request(bad.storeId, '2026-02-27T00:00', '2026-03-01T00:00');
    const { submission } = world.database.prisma;
    await submission.updateMany({ where: { storeId: bad.storeId }, data: { confirmAt: world.clock.now() } });
    await world.database.rows({
      text: `CREATE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS
             $$ BEGIN IF NEW.store_id = '${bad.storeId}' THEN RAISE 'poison'; END IF; RETURN NEW; END $$`,
    });
    const text = `CREATE TRIGGER poison BEFORE UPDATE OF confirm_at ON submissions FOR EACH ROW EXECUTE FUNCTION poison()`;
    await world.database.rows({ text });
    const { storeId } = await overtaken();
    world.clock.pass(10);
    await world.hub().confirm();
    expect((await causesOf(storeId)).at(-1)).toBe('confirm waiting');
    expect(world.events.filter(({ outcome }) => outcome === 'not confirmed')).toHaveLength(144);
    await world.database.rows({ text: 'DROP TRIGGER poison ON submissions' });
  });

  it('is passed by while somebody keeps its hour, and confirmed later', async () => {
    const [held, other] = [await overtaken(), await overtaken()];
    world.clock.pass(10);
    const letGo = await holdLock(world.database, {
      text: 'SELECT FROM sales_hours WHERE store_id = $1 FOR UPDATE',
      values: [held.storeId],
    });
    const database = impatient(world.database);
    await world.hub('hub', {}, database).confirm();
    await database.close();
    const later = world.events.filter(({ outcome }) => outcome === 'later');
    expect(later).toMatchObject([{ event: 'submission', level: 'warn' }]);
    expect((await causesOf(held.storeId)).at(-1)).toBe('requested accepted');
    expect((await causesOf(other.storeId)).at(-1)).toBe('confirm waiting');
    await letGo();
    await confirmNow();
    expect((await causesOf(held.storeId)).at(-1)).toBe('confirm accepted');
  });

  it('is one of a hub that died while it was sent, too', async () => {
    const { storeId, shopId } = await overtaken();
    world.clock.pass(60);
    await confirmNow();
    world.clock.pass(0.01);
    const { open, opened } = gate();
    world.sink.next(shopId, async () => {
      await opened;
      return lost({});
    });
    await world.sell(storeId, { fen: 1n, at: '2026-03-05T01:16' });
    await world.hub().request(storeId, FROM, TO);
    const dying = world.hub('dying', ONE_AT_A_TIME).submit();
    await world.sink.until(() => heardOf(shopId).length === 5);
    world.clock.pass(2);
    await restate(storeId, 2n);
    world.clock.pass(10);
    await confirmNow();
    expect((await causesOf(storeId)).slice(-3)).toEqual([
      'requested unknown superseded',
      'requested accepted',
      'confirm accepted',
    ]);
    open();
    await dying;
  });

  it('changes nothing where the store is bound to another one there by now', async () => {
    const { storeId, shopId } = await overtaken();
    await world.database.prisma.storeBinding.updateMany({
      where: { storeId },
      data: { vendorStoreId: `moved-${shopId}` },
    });
    world.clock.pass(10);
    await confirmNow();
    expect(await causesOf(storeId)).toHaveLength(3);
    world.clock.pass(60);
    await confirmNow();
    expect(await causesOf(storeId)).toHaveLength(3);
  });

  it('is not confirmed at another store there, where that changes before it is sent', async () => {
    const { storeId, shopId } = await overtaken();
    world.clock.pass(10);
    await world.hub().confirm();
    await world.database.prisma.storeBinding.updateMany({
      where: { storeId },
      data: { vendorStoreId: `moved-${shopId}` },
    });
    await world.hub().submit();
    expect((await causesOf(storeId)).at(-1)).toBe('confirm failed unbound');
    expect(heardOf(`moved-${shopId}`)).toEqual([]);
  });

  it('needs no confirmation once a still later revision is sent instead', async () => {
    const { storeId, shopId } = await overtaken();
    world.clock.pass(10);
    await world.hub().confirm();
    await restate(storeId, 1n);
    world.clock.pass(60);
    await confirmNow();
    expect((await causesOf(storeId)).slice(-2)).toEqual(['confirm failed superseded', 'requested accepted']);
    expect(heardOf(shopId)).toHaveLength(4);
  });

  it('is shown when it could not be made sure of in eight tries, until a person asks for the hour', async () => {
    const { storeId, accountId, shopId } = await overtaken();
    const troubles = async () =>
      (await new SubmissionTroublesQuery(world.database).ofAccounts([accountId])).map(
        ({ what, code, count }) => `${what} ${code} ${String(count)}`,
      );
    world.clock.pass(10);
    await world.hub().confirm();
    world.sink.next(shopId, ...Array<typeof lost>(8).fill(lost));
    for (let minute = 0; minute < 60; minute += 6) {
      await world.hub().submit();
      world.clock.pass(6);
    }
    await confirmNow();
    expect(heardOf(shopId)).toHaveLength(3 + 8);
    expect((await causesOf(storeId)).at(-1)).toBe('confirm unknown unconfirmed');
    expect(await troubles()).toEqual(['submissions unconfirmed 1']);
    await world.hub().request(storeId, FROM, TO);
    await world.hub().submit();
    expect((await causesOf(storeId)).slice(-2)).toEqual(['confirm unknown superseded', 'requested accepted']);
    expect(await troubles()).toEqual([]);
    expect(vendorHas(shopId)).toBe('0.12');
  });
});
