import { inventBasket } from '../invented/basket.js';
import { chooseStore, type StoreChoice, type Storefront } from '../invented/storefront.js';
import type { PospalOrder } from '../pospal/pospal-order.js';
import { pick, type Random, seededRandom } from '../random.js';
import type { NamedOrder } from './distortion.js';

/** An order whose story is the distorter's own: customers, staff and couriers know nothing of it. */
export interface Story {
  readonly storefront: Storefront;
  readonly orderNo: string;
}

/** `zhimai o1` → `zhimai`: the vendor is the first word of a storefront's name. */
export const namedAt = ({ storefront, orderNo }: Story): NamedOrder => ({
  vendor: storefront.name.split(' ')[0] ?? storefront.name,
  orderNo,
});

interface Wished {
  readonly delivered: boolean;
  readonly notify: boolean;
}

/** Places a paid order of now, whose seed makes it one that is brought to the customer or one that is not. */
export function placeStory(
  choices: readonly [StoreChoice, ...StoreChoice[]],
  { delivered, notify }: Wished,
  random: Random,
  now: number,
): Story {
  const choice = pick(random, choices);
  const life = { placedAt: now, steps: [{ step: 'pay' as const, at: now }] };
  const wish = { store: chooseStore(choice, random), seed: seedFor(delivered, random), life };
  const [orderNo] = choice.storefront.place([wish], notify);
  if (orderNo === undefined) throw new Error('a storefront placed nothing');
  return { storefront: choice.storefront, orderNo };
}

function seedFor(delivered: boolean, random: Random): string {
  for (;;) {
    const seed = String(random());
    if (inventBasket(seededRandom(seed)).delivered === delivered) return seed;
  }
}

/** More than these wait only where nobody brings orders to a till: then the oldest is given up. */
const MOST_WAITING = 100;

/** Stories whose orders are to come to a till first; whoever brings them there writes the storefront's number. */
export class WaitingStories<T extends Story> {
  private readonly byNo = new Map<string, T>();

  add(story: T): void {
    this.byNo.set(story.orderNo, story);
    const [oldest] = this.byNo.keys();
    if (this.byNo.size > MOST_WAITING && oldest !== undefined) this.byNo.delete(oldest);
  }

  /** The story that this order at a till is of; it waits no more. */
  take({ orderRemark }: Pick<PospalOrder, 'orderRemark'>): T | undefined {
    for (const story of this.byNo.values()) {
      if (orderRemark?.includes(story.orderNo) !== true) continue;
      this.byNo.delete(story.orderNo);
      return story;
    }
    return undefined;
  }
}
