import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { MoveRequest } from '#dispatch/operator/move-request.service.js';
import type { Asker } from '#dispatch/operator/asked-commands.js';
import { STANDINGS, type Standing } from '#dispatch/operator/ways.js';
import type { MoveKind } from '#dispatch/dispatch-words.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, TAKEOVER } from './dispatch-world.js';
import { bookedButUnanswered, failing, lost, type TillOrder } from './toy-till.js';

const NOBODY = '01a1ffbc-5ec2-72f6-97b1-37f474177cc0';
const REPAIR: Asker = { name: '小李', actorId: null, cause: 'repair', reason: null };

describe('what somebody asks for of an order at its till', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let key: string;
  let orderId: string;
  let booked: TillOrder;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  /** An order `A` that is at a till which passes nothing on by itself. */
  beforeEach(async () => {
    await world.begin();
    await world.switch(['place']);
    hub = world.hub();
    key = world.newId();
    const row = { id: key, name: '小李', keyHash: Buffer.from(key), createdAt: world.clock.now() };
    await world.database.prisma.apiKey.create({ data: row });
    ({ orderId } = await world.tell({ vendorNo: 'A' }));
    await work();
    booked = [...world.till.orders.values()][0]!;
    world.till.calls.length = 0;
  });
  afterAll(() => world.close());

  const work = async () => {
    world.clock.pass(SECOND);
    await hub.work();
  };
  const wish = (kind: MoveKind, legId: string | null = null) => ({
    ...{ kind, orderId, accountId: world.tillId, legId },
  });
  const ask = (kind: MoveKind, legId: string | null = null) => hub.moves.request(wish(kind, legId), key);
  const repair = (kind: MoveKind, legId: string | null = null) =>
    world.database.transaction((sql) => hub.moves.requestOn(sql, wish(kind, legId), REPAIR));
  const says = (state: FulfilmentState) => {
    world.clock.pass(SECOND);
    const fulfilment = { state, raw: state, completedAt: null };
    return world.tell({ vendorNo: 'A', asOf: world.clock.now(), fulfilment });
  };
  const shows = async (state: FulfilmentState, vendorNo = booked.vendorNo) => {
    world.clock.pass(SECOND);
    world.till.orders.get(vendorNo)!.fulfilment = state;
    await world.poll(vendorNo);
  };
  const calls = () => world.till.calls.map(({ operation }) => operation);
  const refused = (work: Promise<unknown>, words: RegExp, kind: unknown = ConflictError) =>
    expect(work.catch((error: unknown) => error)).resolves.toMatchObject({
      constructor: kind,
      message: expect.stringMatching(words),
    });
  const legIdOf = async (vendorNo: string): Promise<string> => {
    const where = { accountId: world.tillId, vendorNo };
    return (await world.database.prisma.leg.findFirstOrThrow({ where })).id;
  };

  it.each([
    ['ship', 'shipped'],
    ['complete', 'completed'],
    ['cancel', 'cancelled'],
  ] as const)('%s is sent whatever is switched on, and who asked is kept', async (kind, state) => {
    const id = await hub.moves.request(wish(kind), key, '客人来电');
    await work();
    expect(booked.fulfilment).toBe(state);
    const command = await world.only(kind);
    expect(command).toMatchObject({ id, state: 'done', cause: 'operator', vendorNo: booked.vendorNo });
    expect(command.history[0]).toMatchObject({
      step: 'request',
      request: { by: '小李', reason: '客人来电' },
    });
  });

  it('by several people at once is one command, sent once', async () => {
    const ids = await Promise.all([ask('ship'), ask('ship'), repair('ship')]);
    expect(new Set(ids).size).toBe(1);
    await Promise.all([hub.work(), world.hub('other').work()]);
    expect(calls()).toEqual(['ship']);
  });

  it('leaves nothing behind where its transaction comes to nothing', async () => {
    const undone = world.database.transaction(async (sql) => {
      await hub.moves.requestOn(sql, wish('ship'), REPAIR);
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    await work();
    expect(calls()).toEqual([]);
  });

  it.each<[MoveKind, FulfilmentState, RegExp]>([
    ['ship', 'shipped', /is shipped already/],
    ['ship', 'completed', /is completed already/],
    ['ship', 'cancelled', /is cancelled: it can no longer be shipped/],
    ['complete', 'completed', /is completed already/],
    ['complete', 'cancelled', /is cancelled: it can no longer be completed/],
    ['cancel', 'cancelled', /is cancelled already/],
    ['cancel', 'completed', /is completed: it can no longer be cancelled/],
  ])('%s of what the till shows as %s is refused', async (kind, state, words) => {
    await shows(state);
    await refused(ask(kind), words);
    expect(await world.list({ kind })).toEqual([]);
  });

  it('a cancel of what we have completed is refused until the till was read', async () => {
    await ask('complete');
    await work();
    await refused(ask('cancel'), /has done it, and the till’s order was not read since/);
    world.clock.pass(MINUTE);
    await shows('accepted');
    await ask('cancel');
    await work();
    expect(booked.fulfilment).toBe('cancelled');
  });

  it('what was done and came to nothing is sent again once the till was read since', async () => {
    const id = await ask('ship');
    await work();
    await refused(ask('ship'), /was not read since/);
    world.clock.pass(MINUTE);
    await shows('accepted');
    expect(await ask('ship')).toBe(id);
    await work();
    expect(calls()).toEqual(['ship', 'fetch', 'ship']);
    expect(booked.fulfilment).toBe('shipped');
  });

  it.each(['ship', 'complete'] as const)('%s of an order that is called off is refused', async (kind) => {
    await world.cancel('A');
    await refused(ask(kind), /is called off/);
    await refused(repair(kind), /is called off/);
  });

  it.each([
    ['an operator’s', () => ask('ship')],
    ['a repair’s', () => repair('ship')],
  ])('%s ship is withdrawn where the order is called off meanwhile', async (_whose, make) => {
    await make();
    await world.cancel('A');
    await work();
    expect(calls()).toEqual([]);
    expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', errorCode: 'not_wanted' });
  });

  it('a ship is refused while a cancel that somebody asked for is to be sent, which takes back what waits', async () => {
    await world.switch(['place', 'ship']);
    await says('shipped');
    await hub.plan();
    const id = await ask('cancel');
    await refused(ask('ship'), new RegExp(`dispatch ${id} is to cancel it`));
    await work();
    expect(calls()).toEqual(['cancel', 'fetch']);
    expect(await world.only('ship')).toMatchObject({ state: 'withdrawn' });
  });

  it('what a person has cancelled at the till is placed again by no rule', async () => {
    world.configure({ reopened: 'place' });
    await ask('cancel');
    await work();
    await work();
    const places = await world.list({ kind: 'place' });
    expect(places.map(({ state, errorCode }) => [state, errorCode])).toContainEqual([
      ...['held', 'cancelled_at_till'],
    ]);
    expect(world.till.alive()).toEqual([]);
  });

  it('a repair takes away no order that goes on and is at no other till', async () => {
    await refused(repair('cancel'), /goes on where it comes from/);
    await world.cancel('A');
    await repair('cancel');
    await world.reopen('A');
    await work();
    expect(calls()).toEqual([]);
    expect(await world.only('cancel')).toMatchObject({ state: 'withdrawn', errorCode: 'not_wanted' });
  });

  it('of two copies the one is cancelled that is named, and never both', async () => {
    await refusedCopies();
    const [first, second] = [await legIdOf(booked.vendorNo), await legIdOf('T-copy')];
    await refused(ask('cancel'), /is at this till 2 times: legId says/, DomainError);
    await repair('cancel', second);
    await refused(repair('cancel', first), /the only one of it at a till/);
    await work();
    expect(world.till.alive().map(({ vendorNo }) => vendorNo)).toEqual([booked.vendorNo]);
  });

  /** Somebody rang it up a second time, and a person has said that no rule is to cancel it. */
  async function refusedCopies(): Promise<void> {
    const { marker } = await world.only('place');
    world.till.answerMove('cancel', failing('rejected', 'not now'));
    world.till.ring({ marker, vendorNo: 'T-copy' });
    await world.poll(booked.vendorNo);
    await world.poll('T-copy');
    await work();
    world.till.answerMove('cancel', undefined);
    expect(await world.only('cancel')).toMatchObject({ state: 'failed', cause: 'copy' });
  }

  describe('while nobody knows what became of a command', () => {
    it.each(['ship', 'complete', 'cancel'] as const)('%s of the order is refused: a place', async (kind) => {
      const two = await secondPlacing(lost);
      await refused(ask(kind), new RegExp(`^dispatch ${two} may have placed the order: after .* ask again`));
      world.clock.pass(TAKEOVER);
      await refused(ask(kind), new RegExp(`placed the order: POST /dispatches/${two}/resolve says what`));
      expect(await world.list({ kind })).toEqual([]);
    });

    it('until the till shows what it was', async () => {
      await secondPlacing(bookedButUnanswered);
      const late = world.till.alive()[0]!;
      await world.poll(late.vendorNo);
      await ask('ship', await legIdOf(late.vendorNo));
      await work();
      expect(late.fulfilment).toBe('shipped');
    });

    it.each(['ship', 'cancel'] as const)('%s is refused: a ship of unknown outcome', async (kind) => {
      world.till.answerMove('ship', failing('outcome_unknown', 'no answer'));
      const id = await ask('ship');
      await work();
      await refused(ask(kind), new RegExp(`^dispatch ${id} may have sent ship, or may be sending it`));
    });

    /** The first was cancelled at the till by somebody; the next is under way. */
    async function secondPlacing(answer: typeof lost): Promise<string> {
      await shows('cancelled');
      await work();
      world.till.placeAnswer = answer;
      const id = await hub.requests.request({ orderId, accountId: world.tillId }, key);
      await work();
      world.till.placeAnswer = undefined;
      return id;
    }
  });

  describe.each(['ship', 'complete', 'cancel'] as const)('a %s that there is already and', (kind) => {
    const SET: Readonly<Record<Standing, string>> = {
      held: `state = 'held', error_code = 'not_taken', attempts = 5, write_before = created_at`,
      maybe_placed: `state = 'held', error_code = 'maybe_placed', attempts = 1`,
      waiting: `state = 'waiting'`,
      under_way: `state = 'unknown', attempts = 1, write_before = $2::timestamptz + interval '1 minute', over_at = $2::timestamptz + interval '1 minute'`,
      unknown: `state = 'unknown', attempts = 1, write_before = created_at, over_at = created_at`,
      done: `state = 'done', attempts = 1, write_before = $2`,
      told: `state = 'done', attempts = 1, write_before = $2, resolved_by = '小李'`,
      failed: `state = 'failed', error_code = 'rejected', attempts = 1, write_before = created_at`,
      withdrawn: `state = 'withdrawn', error_code = 'taken_back'`,
    };
    const GOES: readonly Standing[] = ['held', 'waiting', 'failed', 'withdrawn'];

    it.each(STANDINGS)('is %s', async (standing) => {
      const id = await ask(kind);
      const values = SET[standing].includes('$2') ? [id, world.clock.now()] : [id];
      await world.database.rows({
        text: `UPDATE dispatches SET ${SET[standing]} WHERE id = $1`,
        values,
      });
      const before = await world.only(kind);
      if (!GOES.includes(standing)) {
        await refused(ask(kind), new RegExp(id));
        expect(await world.only(kind)).toEqual(before);
        return;
      }
      expect(await ask(kind)).toBe(id);
      await work();
      expect(await world.only(kind)).toMatchObject({ id, state: 'done', cause: 'operator' });
    });
  });

  it.each<[string, Partial<MoveRequest>, string]>([
    ['no such order', { orderId: NOBODY }, 'orderId'],
    ['no order at all', { orderId: 'A' }, 'orderId'],
    ['no such account', { accountId: NOBODY }, 'accountId'],
    ['an account that takes no orders', { accountId: 'shop' }, 'accountId'],
    ['a leg of another', { legId: NOBODY }, 'legId'],
  ])('of %s is refused and names the field', async (_what, change, field) => {
    const named = change.accountId === 'shop' ? { accountId: world.shopId } : change;
    const asked = hub.moves.request({ ...wish('ship'), ...named }, key);
    await expect(asked).rejects.toMatchObject({ constructor: DomainError, field });
  });

  it('of an order that is at another till is refused', async () => {
    const { orderId: other } = await world.tell({ vendorNo: 'B' }, 'backfill');
    const asked = hub.moves.request({ ...wish('ship'), orderId: other }, key);
    await expect(asked).rejects.toMatchObject({ constructor: DomainError, field: 'accountId' });
  });
});
