import { z } from 'zod';
import { ControlFault, digits } from './input.js';
import { Crowd } from './invented/crowd.js';
import { ShopStorefront, type StoreChoice, ZhimaiStorefront } from './invented/storefront.js';
import type { Journal, JournalRecord, Remembered } from './journal.js';
import { seededRandom } from './random.js';
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

interface Group {
  readonly id: string;
  readonly input: CustomersInput;
  crowd: Crowd | null;
}

/** The crowds of invented customers that run; a restart starts them again. */
export class Customers implements Remembered {
  private readonly groups = new Map<string, Group>();
  private started = 0;
  readonly replay = {
    'customers.started': (record: JournalRecord): void => {
      const { id, input } = record as unknown as Group;
      this.groups.set(id, { id, input, crowd: null });
      this.started = Math.max(this.started, Number(id));
    },
    'customers.stopped': (record: JournalRecord): void => {
      this.groups.delete(String(record['id']));
    },
  };

  constructor(private readonly parts: CustomersParts) {}

  /** @throws ControlFault when a merchant, shop or its stores are unknown */
  start(input: CustomersInput): string {
    const id = String(this.started + 1);
    const group: Group = { id, input, crowd: this.crowdOf(id, input) };
    this.started += 1;
    this.groups.set(id, group);
    this.parts.journal.append([{ kind: 'customers.started', id, input }]);
    group.crowd?.start();
    return id;
  }

  /** Starts the crowds of an earlier run again. */
  resume(): void {
    for (const group of this.groups.values()) {
      group.crowd = this.crowdOf(group.id, group.input);
      group.crowd.start();
    }
  }

  /** @returns false when there is no such crowd */
  stop(id: string): boolean {
    this.groups.get(id)?.crowd?.stop();
    if (!this.groups.delete(id)) return false;
    this.parts.journal.append([{ kind: 'customers.stopped', id }]);
    return true;
  }

  stopAll(): void {
    for (const id of [...this.groups.keys()]) this.stop(id);
  }

  list(): (CustomersInput & { id: string; ordersPlaced: number })[] {
    return [...this.groups.values()].map(({ id, input, crowd }) => ({
      id,
      ...input,
      ordersPlaced: crowd?.ordersPlaced ?? 0,
    }));
  }

  snapshot(): JournalRecord[] {
    return [...this.groups.values()].map(({ id, input }) => ({ kind: 'customers.started', id, input }));
  }

  /** Halts the crowds without forgetting them. */
  close(): void {
    for (const { crowd } of this.groups.values()) crowd?.stop();
  }

  private crowdOf(id: string, input: CustomersInput): Crowd {
    const { zhimai, shop, now, ordersSoFar } = this.parts;
    const [first, ...rest] = choicesOf(input, zhimai, shop);
    if (first === undefined) throw new ControlFault('merchants', 'name at least one merchant or shop');
    return new Crowd([first, ...rest], input, seededRandom(`${input.seed}/${id}/${ordersSoFar()}`), now);
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
