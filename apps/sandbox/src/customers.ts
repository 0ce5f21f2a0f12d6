import { z } from 'zod';
import { ControlFault, digits } from './input.js';
import { Crowd } from './invented/crowd.js';
import { ShopStorefront, type StoreChoice, ZhimaiStorefront } from './invented/storefront.js';
import type { Journal } from './journal.js';
import { seededRandom } from './random.js';
import { RunningGroups } from './running-groups.js';
import type { ShopOrderDesk } from './shop/shop-order-desk.js';
import type { ZhimaiOrderDesk } from './zhimai/zhimai-order-desk.js';

const merchantChoice = z.strictObject({
  openId: z.string().min(1),
  storeIds: z.array(digits).min(1).optional(),
});
const shopChoice = z.strictObject({
  shopId: z.string().min(1),
  storeCodes: z.array(z.string().min(1)).min(1).optional(),
});

export const customersInput = z.strictObject({
  merchants: z.array(merchantChoice).default([]),
  shops: z.array(shopChoice).default([]),
  ordersPerMinute: z.number().min(0).max(6_000).default(6),
  changesPerMinute: z.number().min(0).max(6_000).default(6),
  paidLaterShare: z.number().min(0).max(1).default(0.1),
  seed: z.union([z.string(), z.number()]).default('customers'),
});
type CustomersInput = z.output<typeof customersInput>;

interface CustomersParts {
  readonly zhimai: ZhimaiOrderDesk;
  readonly shop: ShopOrderDesk;
  readonly journal: Journal;
  readonly now: () => number;
  /** Orders so far: after a restart the customers go on with other orders than those they began with. */
  readonly ordersSoFar: () => number;
}

/** The crowds of invented customers that run; a restart starts them again. */
export class Customers extends RunningGroups<CustomersInput, Crowd> {
  constructor({ zhimai, shop, journal, now, ordersSoFar }: CustomersParts) {
    super({
      name: 'customers',
      journal,
      build: (id, input) => {
        const [first, ...rest] = choicesOf(input, zhimai, shop);
        if (first === undefined) throw new ControlFault('merchants', 'name at least one merchant or shop');
        return new Crowd([first, ...rest], input, seededRandom(`${input.seed}/${id}/${ordersSoFar()}`), now);
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

function choicesOf(
  { merchants, shops }: Pick<CustomersInput, 'merchants' | 'shops'>,
  zhimai: ZhimaiOrderDesk,
  shop: ShopOrderDesk,
): StoreChoice[] {
  const ofMerchants = merchants.map(({ openId, storeIds }, index) => ({
    storefront: new ZhimaiStorefront(zhimai, openId),
    stores: someStores(storeIds ?? zhimai.merchantOf(openId).storeIds, `merchants.${index}.storeIds`),
  }));
  const ofShops = shops.map(({ shopId, storeCodes }, index) => ({
    storefront: new ShopStorefront(shop, shopId),
    stores: someStores(storeCodes ?? shop.shopOf(shopId).storeCodes, `shops.${index}.storeCodes`),
  }));
  return [...ofMerchants, ...ofShops];
}

export function someStores(stores: readonly string[], field: string): readonly [string, ...string[]] {
  const [first, ...rest] = stores;
  if (first === undefined) throw new ControlFault(field, 'name at least one store');
  return [first, ...rest];
}
