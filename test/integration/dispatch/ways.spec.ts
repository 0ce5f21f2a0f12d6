import { ConflictError } from '#accounts/account-errors.js';
import type { DispatchDetailView } from '#dispatch/operator/dispatch.query.js';
import { STANDINGS, type Standing, VERBS, type Verb, WAYS } from '#dispatch/operator/ways.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';

/** How a command comes to stand like this, from `waiting`; `told` is said by a person. */
const SET: Readonly<Record<Exclude<Standing, 'waiting' | 'told'>, string>> = {
  held: `state = 'held', error_code = 'no_items'`,
  maybe_placed: `state = 'held', error_code = 'maybe_placed', attempts = 1`,
  under_way: `state = 'unknown', attempts = 1, write_before = $2, stated_at = $2, over_at = $2::timestamptz + interval '1 minute'`,
  unknown: `state = 'unknown', attempts = 1, write_before = $2, stated_at = $2, over_at = $2`,
  done: `state = 'done', attempts = 1, vendor_no = coalesce(vendor_no, 'T-done')`,
  failed: `state = 'failed', error_code = 'rejected', attempts = 1`,
  withdrawn: `state = 'withdrawn', error_code = 'taken_back'`,
};

const COMES_TO: Readonly<Record<Verb, string>> = {
  release: 'waiting',
  withdrawn: 'withdrawn',
  placed: 'done',
  reached: 'done',
  absent: 'waiting',
  undo: 'held',
};

describe('a person’s way out of every state', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open();
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const say = (verb: Verb, id: string): Promise<void> => {
    if (verb === 'release') return hub.requests.release(id, 'key');
    if (verb === 'undo') return hub.resolutions.undo(id, 'key');
    const orderNo = verb === 'placed' ? world.till.ring().vendorNo : undefined;
    return hub.resolutions.resolve(id, { outcome: verb, orderNo }, 'key');
  };
  const read = async (id: string): Promise<DispatchDetailView> => (await world.query.get(id))!;

  async function commandOf(kind: 'place' | 'ship'): Promise<string> {
    world.clock.pass(SECOND);
    const { orderId } = await world.tell();
    if (kind === 'ship') await hub.work();
    else await hub.plan();
    if (kind === 'place') return (await world.only('place', { orderId })).id;
    world.clock.pass(SECOND);
    const [leg] = await world.legsOf(orderId);
    const fulfilment = { state: 'shipped', raw: 'shipped', completedAt: null } as const;
    await world.tell({ vendorNo: leg!, asOf: world.clock.now(), fulfilment });
    await hub.plan();
    return (await world.only('ship', { orderId })).id;
  }

  async function standing(kind: 'place' | 'ship', as: Standing): Promise<string> {
    const id = await commandOf(kind);
    if (as === 'waiting') return id;
    const set = SET[as === 'told' ? 'held' : as];
    const values = set.includes('$2') ? [id, world.clock.now()] : [id];
    await world.database.rows({ text: `UPDATE dispatches SET ${set} WHERE id = $1`, values });
    if (as === 'told') await say(kind === 'place' ? 'placed' : 'reached', id);
    return id;
  }

  const CASES = (['place', 'ship'] as const).flatMap((kind) =>
    STANDINGS.flatMap((as) => VERBS.map((verb) => [kind, as, verb] as const)),
  );

  it.each(CASES)('%s that is %s: %s', async (kind, as, verb) => {
    const ways = WAYS[kind === 'place' ? 'place' : 'move'][as];
    const id = await standing(kind, as);
    const before = await read(id);
    expect(before.ways).toEqual(ways);
    const refused = await say(verb, id).catch((error: unknown) => error);
    const after = await read(id);
    if (ways.includes(verb)) {
      expect(refused).toBeUndefined();
      expect(after.state).toBe(COMES_TO[verb]);
      expect(after.history.at(-1)).toMatchObject({ step: verb === 'release' ? 'release' : 'resolve' });
      return;
    }
    expect(refused).toBeInstanceOf(ConflictError);
    const { message } = refused as ConflictError;
    for (const way of ways) expect(message).toContain(way);
    if (as === 'under_way')
      expect(message).toContain(new Date(world.clock.now().getTime() + MINUTE).toISOString());
    expect(message).not.toMatch(/: $/);
    expect(after).toEqual(before);
  });
});
