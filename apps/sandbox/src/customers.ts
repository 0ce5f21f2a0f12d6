import { z } from 'zod';
import { ControlFault } from './input.js';
import { Crowd } from './invented/crowd.js';
import type { StoreChoice, Storefronts } from './invented/storefront.js';
import type { Journal } from './journal.js';
import { seededRandom } from './random.js';
import { RunningGroups } from './running-groups.js';

const pace = {
  ordersPerMinute: z.number().min(0).max(6_000).default(6),
  changesPerMinute: z.number().min(0).max(6_000).default(6),
  paidLaterShare: z.number().min(0).max(1).default(0.1),
  seed: z.union([z.string(), z.number()]).default('customers'),
};
type Pace = z.output<z.ZodObject<typeof pace>>;

/** Storefronts by the names of their lists, each with its vendor's own fields; see `customersInput`. */
type CustomersInput = Pace & Readonly<Record<string, unknown>>;

interface CustomersParts {
  readonly storefronts: readonly Storefronts[];
  readonly journal: Journal;
  readonly now: () => number;
}

/** For each vendor that customers can buy at, a list of its storefronts: `merchants: [{ openId, storeIds? }]`. */
export function storefrontLists(all: readonly Storefronts[]) {
  const lists = all.map(({ list, id, stores, store }) => {
    const choice = z.strictObject({ [id]: z.string().min(1), [stores]: z.array(store).min(1).optional() });
    return [list, z.array(choice).default([])] as const;
  });
  return Object.fromEntries(lists);
}

export const customersInput = (all: readonly Storefronts[]): z.ZodType<CustomersInput> =>
  z.strictObject({ ...storefrontLists(all), ...pace });

/** The crowds of invented customers that run; a restart starts them again. */
export class Customers extends RunningGroups<CustomersInput, Crowd> {
  constructor({ storefronts, journal, now }: CustomersParts) {
    /** After a restart the customers go on with other orders than those they began with. */
    const ordersSoFar = (): number => storefronts.reduce((sum, some) => sum + some.ordersSoFar(), 0);
    super({
      name: 'customers',
      journal,
      build: (id, input) => {
        const choices = chosenStorefronts(input, storefronts);
        return new Crowd(choices, input, seededRandom(`${input.seed}/${id}/${ordersSoFar()}`), now);
      },
    });
  }

  shown(): (CustomersInput & { id: string; ordersPlaced: number })[] {
    return this.list().map(({ id, input, life }) => ({
      id,
      ...input,
      ordersPlaced: life?.ordersPlaced ?? 0,
    }));
  }
}

/** What a group names, in the fields of {@link storefrontLists}. @throws ControlFault when it names none */
export function chosenStorefronts(
  input: Readonly<Record<string, unknown>>,
  all: readonly Storefronts[],
): readonly [StoreChoice, ...StoreChoice[]] {
  const [first, ...rest] = all.flatMap((some) => choicesOf(input, some));
  if (first === undefined) throw new ControlFault(all[0]?.list ?? '', 'name at least one storefront');
  return [first, ...rest];
}

function choicesOf(input: Readonly<Record<string, unknown>>, storefronts: Storefronts): StoreChoice[] {
  const { list, id, stores } = storefronts;
  // A journal of an older sandbox may lack a list that was not there then.
  const chosen = (input[list] ?? []) as readonly Readonly<Record<string, unknown>>[];
  return chosen.map((choice, index) => {
    const name = choice[id] as string;
    const named = choice[stores] as readonly string[] | undefined;
    return {
      storefront: storefronts.open(name),
      stores: someStores(named ?? storefronts.storesOf(name), `${list}.${index}.${stores}`),
    };
  });
}

export function someStores(stores: readonly string[], field: string): readonly [string, ...string[]] {
  const [first, ...rest] = stores;
  if (first === undefined) throw new ControlFault(field, 'name at least one store');
  return [first, ...rest];
}
