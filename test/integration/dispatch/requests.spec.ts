import { z } from 'zod';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { dispatchDetail, dispatchPage } from '#admin-contract/dispatch.js';
import { stringifyLossless } from '#connectors-core/lossless-json.js';
import { DomainError } from '#domain/domain-error.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, TAKEOVER } from './dispatch-world.js';
import { bookedButUnanswered, failing, lost } from './toy-till.js';

const NOBODY = '01a1ffbc-5ec2-72f6-97b1-37f474177cc0';

describe('what an operator decides', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let key: string;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    key = world.newId();
    const keyHash = Buffer.from(key);
    await world.database.prisma.apiKey.create({
      data: { id: key, name: '小李', keyHash, createdAt: world.clock.now() },
    });
  });
  afterAll(() => world.close());

  const request = (orderId: string, accountId = world.tillId) =>
    hub.requests.request({ orderId, accountId }, key);
  const idOf = async (): Promise<string> => (await world.only('place')).id;
  const resolve = async (outcome: 'placed' | 'absent', orderNo?: string) =>
    hub.resolutions.resolve(await idOf(), { outcome, orderNo }, key);
  const unknown = async (answer = lost) => {
    world.till.placeAnswer = answer;
    const told = await world.tell({ vendorNo: 'A' });
    await hub.work();
    world.clock.pass(TAKEOVER);
    world.till.placeAnswer = undefined;
    return told;
  };
  const refused = (work: Promise<unknown>, kind: typeof ConflictError | typeof DomainError, words: RegExp) =>
    expect(work.catch((error: unknown) => error)).resolves.toMatchObject({
      constructor: kind,
      message: expect.stringMatching(words),
    });

  describe('asking for an order to be placed', () => {
    it('places one that no rule places, whatever its age', async () => {
      const { orderId } = await world.tell({}, 'backfill');
      world.clock.pass(48 * 60 * MINUTE);
      await hub.work();
      expect(await world.list()).toEqual([]);
      await request(orderId);
      world.clock.pass(SECOND);
      await hub.work();
      const placed = await world.only('place');
      expect(placed).toMatchObject({ state: 'done', cause: 'operator', orderId });
      expect(placed.history).toMatchObject([{ step: 'request', request: { by: '小李' } }, { step: 'place' }]);
    });

    it('is not stopped by a switch, and a second request changes nothing', async () => {
      await world.switch([]);
      const { orderId } = await world.tell();
      const ids = [await request(orderId), await request(orderId)];
      expect(ids[0]).toBe(ids[1]);
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
    });

    it('sends a held one now', async () => {
      const { orderId } = await world.tell();
      await hub.plan();
      world.clock.pass(61 * MINUTE);
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'too_old' });
      await request(orderId);
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'done', cause: 'operator' });
    });

    it('is refused with the field to correct', async () => {
      const { orderId } = await world.tell();
      await refused(request(NOBODY), DomainError, /no such order/);
      await refused(request('nonsense'), DomainError, /no such order/);
      await refused(request(orderId, NOBODY), DomainError, /no such account/);
      await refused(request(orderId, world.shopId), DomainError, /no orders can be placed/);
      const elsewhere = await world.addAccount(world.till.connector);
      await refused(request(orderId, elsewhere), DomainError, /not bound/);
      await expect(request(orderId, elsewhere)).rejects.toMatchObject({ field: 'accountId' });
    });

    it('is refused for what is not to be placed, or may be booked', async () => {
      const cancelled = await world.tell({ vendorNo: 'C' });
      await world.cancel('C');
      await refused(request(cancelled.orderId), ConflictError, /is cancelled/);
      const { orderId } = await unknown();
      await refused(request(orderId), ConflictError, /resolve dispatch .* first/);
      const placed = await world.tell();
      await hub.work();
      await refused(request(placed.orderId), ConflictError, /at a till already/);
      const second = await world.addAccount(world.till.connector);
      await world.bind(second, world.storeId, 'till');
      await refused(request(orderId, second), ConflictError, /resolve dispatch .* first/);
      const waiting = await world.tell();
      await hub.plan();
      await refused(request(waiting.orderId, second), ConflictError, /another account/);
    });

    it('may try another till of the store after one that refused', async () => {
      world.till.placeAnswer = failing('rejected', 'closed today');
      const { orderId } = await world.tell();
      await hub.work();
      world.till.placeAnswer = undefined;
      const second = await world.addAccount(world.till.connector);
      await world.bind(second, world.storeId, 'till');
      await world.database.rows({
        text: `INSERT INTO product_mappings (id, account_id, item_name, product_uid, created_at, updated_at)
               VALUES ($1, $2, '红烧牛肉面', '1', now(), now())`,
        values: [world.newId(), second],
      });
      await request(orderId, second);
      await hub.work();
      expect(await world.list({ accountId: second })).toMatchObject([{ state: 'done' }]);
      const [failed] = await world.list();
      await refused(hub.requests.release(failed!.id, key), ConflictError, /at a till already/);
    });
  });

  describe('releasing', () => {
    it('sends a refused one again, under its marker', async () => {
      world.till.placeAnswer = failing('rejected', 'member unknown');
      await world.tell();
      await hub.work();
      world.till.placeAnswer = undefined;
      const { marker } = await world.only('place');
      await hub.requests.release(await idOf(), key);
      await hub.work();
      const placed = await world.only('place');
      expect(placed).toMatchObject({ state: 'done', attempts: 2, marker });
      expect(placed.history.map(({ step }) => step)).toContain('release');
    });

    it('is only for what is held or failed, and not for what may be booked', async () => {
      await refused(hub.requests.release(NOBODY, key), NotFoundError as never, /no dispatch/);
      await world.tell();
      await hub.work();
      await refused(hub.requests.release(await idOf(), key), ConflictError, /is done/);
      await world.database.rows({
        text: `UPDATE dispatches SET state = 'held', error_code = 'maybe_placed' WHERE account_id = $1`,
        values: [world.tillId],
      });
      await refused(
        hub.requests.release(await idOf(), key),
        ConflictError,
        /may be at the till.*outcome placed.*outcome absent/,
      );
    });

    it('is refused when the order is not to be placed any more', async () => {
      world.till.placeAnswer = failing('rejected', 'member unknown');
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      await world.cancel('A');
      await hub.work();
      await refused(hub.requests.release(await idOf(), key), ConflictError, /is cancelled/);
    });
  });

  describe('resolving', () => {
    it('placed: links the number that the operator read at the till', async () => {
      const { orderId } = await unknown();
      const rung = world.till.ring();
      await resolve('placed', ` ${rung.vendorNo} `);
      const placed = await world.only('place');
      expect(placed).toMatchObject({ state: 'done', vendorNo: rung.vendorNo, resolvedBy: '小李' });
      expect(placed.history.at(-1)).toMatchObject({
        step: 'resolve',
        request: { outcome: 'placed', orderNo: rung.vendorNo, by: '小李' },
      });
      expect(await world.legsOf(orderId)).toEqual(['A', rung.vendorNo]);
      await world.cancel('A');
      await hub.work();
      expect(rung.fulfilment).toBe('cancelled');
    });

    it('absent: sends it again at once, whatever its age', async () => {
      await unknown();
      world.clock.pass(120 * MINUTE);
      await resolve('absent');
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 2 });
      expect(world.till.called('find')).toEqual([]);
    });

    it('absent: is withdrawn when it is no longer wanted', async () => {
      await unknown();
      await world.cancel('A');
      await resolve('absent');
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'withdrawn', resolvedBy: '小李' });
      expect(world.till.orders.size).toBe(0);
    });

    it('absent, though something looked like it: that one holds up nothing again', async () => {
      world.till.ring({ phone: '13800000000', saleFen: 1_800n });
      await unknown();
      for (let n = 0; n < 4; n += 1) {
        world.clock.pass(MINUTE);
        await hub.work();
      }
      expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'maybe_placed' });
      world.till.placeAnswer = lost;
      await resolve('absent');
      await hub.work();
      world.till.placeAnswer = undefined;
      for (let n = 0; n < 4; n += 1) {
        world.clock.pass(MINUTE);
        await hub.work();
      }
      expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 3 });
    });

    it('is refused while the attempt may be under way', async () => {
      world.till.placeAnswer = bookedButUnanswered;
      await world.tell();
      await hub.work();
      await refused(resolve('absent'), ConflictError, /may be under way until/);
      await refused(resolve('placed', 'T-1'), ConflictError, /may be under way until/);
    });

    it('takes the work from a find that is under way', async () => {
      await unknown();
      let open = (): void => undefined;
      world.till.findGate = new Promise((done) => {
        open = done;
      });
      const sending = hub.send();
      while (world.till.called('find').length === 0) await new Promise(setImmediate);
      const { vendorNo } = world.till.ring({ vendorNo: 'T-77' });
      await resolve('placed', vendorNo);
      open();
      await sending;
      expect(await world.only('place')).toMatchObject({
        state: 'done',
        vendorNo: 'T-77',
        resolvedBy: '小李',
      });
    });

    it('wants the number, and one that is nobody else’s', async () => {
      const other = await world.tell();
      await hub.work();
      const [taken] = [...world.till.orders.keys()];
      await unknown();
      const mine = (await world.list()).find(({ state }) => state === 'unknown')!;
      const say = (orderNo?: string) => hub.resolutions.resolve(mine.id, { outcome: 'placed', orderNo }, key);
      await expect(say()).rejects.toMatchObject({ field: 'orderNo' });
      await expect(say('  ')).rejects.toMatchObject({ field: 'orderNo' });
      await expect(say('9'.repeat(65))).rejects.toMatchObject({ field: 'orderNo' });
      await refused(say(taken), DomainError, new RegExp(other.orderId));
      expect(await world.legsOf(other.orderId)).toContain(taken);
    });

    it('is only for an order that may have been placed', async () => {
      await refused(
        hub.resolutions.resolve(NOBODY, { outcome: 'absent' }, key),
        NotFoundError as never,
        /no dispatch/,
      );
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      await refused(resolve('absent'), ConflictError, /is done/);
      world.till.answerMove('cancel', failing('outcome_unknown', 'no answer'));
      await world.cancel('A');
      await hub.work();
      const { id } = await world.only('cancel');
      await refused(
        hub.resolutions.resolve(id, { outcome: 'absent' }, key),
        ConflictError,
        /may be under way/,
      );
    });
  });

  it('what is shown fits the contract, to the last digit', async () => {
    world.till.ring({ phone: '13800000000', saleFen: 1_800n });
    await unknown();
    for (let n = 0; n < 4; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
    }
    const held = await world.only('place');
    const text = stringifyLossless(z.encode(dispatchDetail, held as never));
    expect(text).toContain('"productUid":880123456789012345');
    expect(JSON.parse(text)).toMatchObject({
      state: 'held',
      errorCode: 'maybe_placed',
      detail: { similar: [{ placedAt: expect.stringMatching(/Z$/), fulfilment: 'created' }] },
      createdAt: held.createdAt.toISOString(),
      nextAttemptAt: null,
      history: [{ step: 'place', request: { contactTel: '[masked]' } }, { step: 'find' }, { step: 'find' }],
    });
    const page = { items: await world.list(), nextCursor: null };
    expect(z.encode(dispatchPage, page as never).items).toHaveLength(1);
  });

  it('lists by every filter, page by page', async () => {
    const told = await world.tellMany(5);
    await hub.work();
    world.clock.pass(SECOND);
    await world.cancel('A-00001');
    await hub.plan();
    const all = await world.list();
    expect(all).toHaveLength(6);
    expect((await world.list({ limit: 2 })).map(({ id }) => id)).toEqual(all.slice(0, 2).map(({ id }) => id));
    expect((await world.list({ before: all[1]!.id })).map(({ id }) => id)).toEqual(
      all.slice(2).map(({ id }) => id),
    );
    expect(await world.list({ kind: 'cancel' })).toMatchObject([{ state: 'waiting' }]);
    expect(await world.list({ state: 'done' })).toHaveLength(5);
    expect(await world.list({ orderId: told[0]!.orderId })).toHaveLength(2);
    expect(await world.list({ storeId: NOBODY })).toEqual([]);
    expect(await world.list({ from: world.clock.now() })).toHaveLength(1);
    expect(await world.list({ to: world.clock.now() })).toHaveLength(5);
    expect(await world.query.get(NOBODY)).toBeUndefined();
  });
});
