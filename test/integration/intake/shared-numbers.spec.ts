import fc from 'fast-check';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ORDER_NUMBERS } from '#domain/order-number.js';
import { openShopWorld, type SaidOrder, type ShopWorld } from './shop-world.js';

const HOUR_MS = 3_600_000;
const WITHIN_MS = 12 * HOUR_MS;
const LAST_WEEK = Date.now() - 168 * HOUR_MS;

let world: ShopWorld;
beforeAll(async () => {
  world = await openShopWorld();
});
afterAll(() => world.close());

interface Place {
  readonly storeCode: string;
  readonly hour: number;
}

/** One of two orders says something, and what it says shows whose it is. */
interface Step {
  readonly whose: 0 | 1;
  readonly state: number;
  readonly fulfilment: string;
  readonly drains: boolean;
  readonly decides: 'another' | 'discard' | null;
}

const MARKS = ['甲', '乙'] as const;

const place = fc.record({
  storeCode: fc.constantFrom('A', 'B', 'a', 'A:B', 'A@1'),
  hour: fc.integer({ min: 0, max: 60 }),
});
const step = fc.record({
  whose: fc.constantFrom(0 as const, 1 as const),
  state: fc.integer({ min: 0, max: 9 }),
  fulfilment: fc.constantFrom('accepted', 'completed', 'cancelled'),
  drains: fc.boolean(),
  decides: fc.constantFrom('another' as const, 'discard' as const, null, null),
});
const steps = fc.array(step, { minLength: 2, maxLength: 10 });
const numbering = fc.constantFrom(...ORDER_NUMBERS);
const differ = (a: Place, b: Place): boolean =>
  a.storeCode !== b.storeCode || Math.abs(a.hour - b.hour) * HOUR_MS > WITHIN_MS;

const saying = (
  { storeCode, hour }: Place,
  { whose, state, fulfilment }: Step,
  orderNo: string,
): SaidOrder => {
  const placedAt = new Date(LAST_WEEK + hour * HOUR_MS);
  return {
    orderNo,
    storeCode,
    placedAt,
    updatedAt: new Date(placedAt.getTime() + state),
    fen: 1000 * (whose + 1) + state,
    fulfilment,
    itemName: MARKS[whose],
    customer: { name: MARKS[whose], phone: `1380000000${String(whose)}` },
    numbers: [`${MARKS[whose]}-${String(state)}`],
  };
};

/** Whatever is kept of each leg, as texts. */
async function keptOfLegs(shop: ActiveAccount): Promise<string[]> {
  const rows = await world.database.rows<{ kept: string }>({
    text: `SELECT concat_ws(' ', l.state::text, o.sale_fen, l.claims::text, (SELECT string_agg(row_to_json(x)::text, ' ') FROM order_lines x WHERE leg_id = l.id),
             (SELECT row_to_json(c)::text FROM contacts c WHERE leg_id = l.id),
             (SELECT string_agg(number, ' ') FROM leg_numbers WHERE leg_id = l.id),
             (SELECT string_agg(e.observation::text, ' ') FROM ledger_entries e WHERE e.leg_id = l.id)) AS kept
           FROM legs l JOIN orders o ON o.id = l.order_id WHERE l.account_id = $1`,
    values: [shop.account.id],
  });
  return rows.map(({ kept }) => kept);
}

const facts = (kept: string): boolean[] =>
  MARKS.map((mark, whose) => kept.includes(mark) || new RegExp(`"${String(whose + 1)}00\\d"`).test(kept));

async function decide(shop: ActiveAccount, as: 'another' | 'discard'): Promise<void> {
  const [waiting] = await world.list(shop, 'contradicts');
  if (waiting !== undefined) await world.resolve(waiting.id, as, 'somebody');
}

describe('two orders that share a number, and differ by store or by more than 12 hours', () => {
  it('never show a fact of each other, in whatever sequence their documents come', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(place, place, numbering, steps, async (one, other, orderNumbers, said) => {
        fc.pre(differ(one, other));
        const shop = await world.shop({ orderNumbers });
        const orderNo = `00${String((run += 1))}`;
        for (const each of said) {
          await world.post(shop, saying([one, other][each.whose]!, each, orderNo));
          if (each.drains) await world.drain();
          if (each.decides !== null) await decide(shop, each.decides);
        }
        await world.drain();
        const kept = await keptOfLegs(shop);
        expect(kept.map(facts).filter(([first, second]) => first && second)).toEqual([]);
        // Nothing went by in silence: what is not recorded waits, or a person was done with it.
        const states = (await world.list(shop)).map(({ state }) => state);
        expect(states.filter((state) => !['done', 'contradicts', 'discarded'].includes(state))).toEqual([]);
        const speaking = new Set(said.map(({ whose }) => whose));
        const shown = kept
          .map(facts)
          .flatMap(([first, second]) => [...(first ? [0] : []), ...(second ? [1] : [])]);
        const isWaiting = states.some((state) => state !== 'done');
        expect(shown.length === speaking.size || isWaiting).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
