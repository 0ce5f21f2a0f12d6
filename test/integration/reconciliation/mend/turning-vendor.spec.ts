import { noteActs } from '../seeded-acts.js';
import { someAmounts } from '../../../factories/observations.js';
import { type MendingWorld, mendingWorld } from './mending-world.js';

const MINUTE_MS = 60_000;
const SENT_FEN = 1_800n;

describe('a vendor that says another amount each time it is asked', () => {
  let world: MendingWorld;
  beforeEach(async () => {
    world = await mendingWorld();
  });
  afterEach(() => world.close());

  /** An order that the till has from us, and shows a fen more of whenever a repair has it fetched. */
  async function turningOrder() {
    const { legId } = await world.shopSays('A-1');
    const markers = new Map<string, string>();
    const act = { by: 'hub', no: 'A-1', legId, saleFen: SENT_FEN } as const;
    for (const does of ['send', 'booked'] as const) await noteActs(world, [{ ...act, act: does }], markers);
    let saleFen = SENT_FEN;
    const answer = async () => {
      saleFen += 1n;
      const amounts = someAmounts(saleFen);
      await world.tillSays('T-A-1-0', markers.get('A-1'), { asOf: world.at(), amounts });
      await world.compare();
    };
    await answer();
    let fetched = 0;
    /** @returns how often it was fetched until then */
    return async (minutes: number): Promise<number> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await world.mendLater();
        const { length } = await world.begun();
        if (length > fetched) await answer();
        fetched = length;
      }
      return fetched;
    };
  }

  it('is asked three times an hour by what the account does itself, and goes on', async () => {
    const policy = { repairPolicy: new Map([['amount_differs', 'auto']] as const) };
    world.changed.set(world.till.id, policy);
    world.ends.set('fetch', { is: 'done' });
    const goOn = await turningOrder();
    expect(await goOn(15)).toBe(3);
    world.later(60 * MINUTE_MS);
    expect(await goOn(15)).toBe(6);
  });
});
