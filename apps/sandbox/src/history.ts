import { z } from 'zod';
import { HOUR_MS } from './china-time.js';
import { someStores } from './customers.js';
import { ControlFault, digits, instant, senderFields } from './input.js';
import { inventMoments, inventPastLife, type PastLife } from './invented/order-life.js';
import type { PlainWish, Storefront, Storefronts } from './invented/storefront.js';
import { intBetween, pick, type Random, seededRandom } from './random.js';

const seed = z.union([z.string(), z.number()]).default('history');
const MOST_ORDERS = 200_000;

/** One storefront in its vendor's own word (`openId`, `shopId`), and the past that it is to have. */
export function historyInput(all: readonly Storefronts[]) {
  const ids = all.map(({ id }) => id);
  const named = (input: object): string[] => ids.filter((id) => Object.hasOwn(input, id));
  return z
    .strictObject({
      ...Object.fromEntries(ids.map((id) => [id, z.string().min(1).optional()])),
      /** Without them all of the merchant or shop. */
      stores: z
        .array(z.union([digits, z.string().min(1)]))
        .min(1)
        .optional(),
      from: instant,
      to: instant,
      /** Per store. */
      ordersPerHour: z.number().positive().max(3_600).default(20),
      seed,
      notify: z.boolean().default(true),
    })
    .refine((input) => named(input).length === 1, {
      path: ids.slice(0, 1),
      error: `name either ${ids.join(' or ')}`,
    })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be later than from' });
}
type HistoryInput = z.output<ReturnType<typeof historyInput>>;

/** Fields of a bulk order; the vendor's own words for merchant and store come beside them. */
export const bulkFields = {
  count: z.int().min(1).max(MOST_ORDERS),
  seed,
  /** Pay times are spread over [paidFrom, paidTo]; without them all are paid now. */
  paidFrom: instant.optional(),
  paidTo: instant.optional(),
  notify: z.boolean().default(true),
  /** Sets the sender's notifyConcurrency for good. */
  concurrency: senderFields.notifyConcurrency.unwrap().optional(),
};

interface BulkInput {
  readonly count: number;
  readonly seed: string | number;
  readonly paidFrom?: number | undefined;
  readonly paidTo?: number | undefined;
  readonly notify: boolean;
}

type Stores = readonly [string, ...string[]];

/**
 * Places a past: whole lives, each told once in its last state.
 * @returns the order numbers
 * @throws ControlFault when it would be too many, or when there is no such storefront
 */
export function placeHistory(all: readonly Storefronts[], input: HistoryInput, now: number): string[] {
  const [storefront, stores] = namedStorefront(all, input);
  const expected = (stores.length * input.ordersPerHour * (input.to - input.from)) / HOUR_MS;
  if (expected > MOST_ORDERS)
    throw new ControlFault('ordersPerHour', `more than ${MOST_ORDERS} orders in all`);
  const random = seededRandom(input.seed);
  const latest = Math.min(now, input.to + HOUR_MS);
  const wishes = stores.flatMap((store) =>
    inventMoments(input.from, input.to, input.ordersPerHour, random).map((placedAt) =>
      wishOf(store, inventPastLife(placedAt, latest, random), random),
    ),
  );
  wishes.sort((a, b) => a.life.placedAt - b.life.placedAt);
  return storefront.place(wishes, input.notify);
}

function namedStorefront(all: readonly Storefronts[], input: HistoryInput): [Storefront, Stores] {
  const names: Readonly<Record<string, unknown>> = input;
  for (const storefronts of all) {
    const name = names[storefronts.id];
    if (typeof name !== 'string') continue;
    return [storefronts.open(name), someStores(input.stores ?? storefronts.storesOf(name), 'stores')];
  }
  throw new ControlFault('', 'no storefront is named');
}

/** Places `count` paid orders over the stores. @returns the order numbers */
export function placeBulk(storefront: Storefront, stores: Stores, input: BulkInput, now: number): string[] {
  const random = seededRandom(input.seed);
  const from = input.paidFrom ?? input.paidTo ?? now;
  const to = input.paidTo ?? from;
  const wishes = Array.from({ length: input.count }, () => {
    const paidAt = intBetween(random, from, Math.max(from, to));
    return wishOf(pick(random, stores), { placedAt: paidAt, steps: [{ step: 'pay', at: paidAt }] }, random);
  });
  return storefront.place(wishes, input.notify);
}

const wishOf = (store: string, life: PastLife, random: Random): PlainWish => ({
  store,
  life,
  seed: String(random()),
});
