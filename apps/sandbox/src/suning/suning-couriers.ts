import { z } from 'zod';
import { RandomMoments } from '../invented/random-moments.js';
import type { Journal } from '../journal.js';
import { pick, type Random, seededRandom } from '../random.js';
import { type Life, RunningGroups } from '../running-groups.js';
import type { SuningMerchants } from './suning-merchants.js';
import type { SuningOrderDesk } from './suning-order-desk.js';
import { nextStep } from './suning-order-life.js';
import type { SuningOrders } from './suning-orders.js';

export const couriersInput = z.strictObject({
  appKeys: z.tuple([z.string().min(1)], z.string().min(1)),
  movesPerMinute: z.number().min(0).max(60_000).default(12),
  seed: z.union([z.string(), z.number()]).default('couriers'),
});
type CouriersInput = z.output<typeof couriersInput>;

interface CourierParts {
  readonly merchants: SuningMerchants;
  readonly orders: SuningOrders;
  readonly desk: SuningOrderDesk;
  readonly journal: Journal;
}

/** They work on the oldest orders, but not strictly in turn. */
const AT_HAND = 20;

/** Invented couriers of some merchants: they bring open orders to their end, or to some trouble. */
class Couriers implements Life {
  private readonly moments: RandomMoments;
  moves = 0;

  constructor(
    private readonly parts: CourierParts,
    private readonly input: CouriersInput,
    private readonly random: Random,
  ) {
    this.moments = new RandomMoments(random);
  }

  start(): void {
    this.moments.every(this.input.movesPerMinute, () => {
      this.moveOne();
    });
  }

  stop(): void {
    this.moments.stop();
  }

  private moveOne(): void {
    const { orders, desk } = this.parts;
    const [first, ...rest] = this.input.appKeys.flatMap((appKey) => orders.oldestOpen(appKey, AT_HAND));
    const order = first === undefined ? undefined : orders.get(pick(this.random, [first, ...rest]));
    if (order === undefined) return;
    desk.change(order, nextStep(order, this.random));
    this.moves += 1;
  }
}

/** The couriers that run; a restart starts them again. */
export class SuningCouriers extends RunningGroups<CouriersInput, Couriers> {
  constructor(parts: CourierParts) {
    super({
      name: 'suning.couriers',
      journal: parts.journal,
      build: (id, input) => {
        input.appKeys.forEach((appKey, index) => parts.merchants.known(appKey, `appKeys.${index}`));
        // After a restart they go on otherwise than they began.
        return new Couriers(parts, input, seededRandom(`${input.seed}/${id}/${parts.orders.size}`));
      },
    });
  }

  shown(): (CouriersInput & { id: string; moves: number })[] {
    return this.list().map(({ id, input, life }) => ({ id, ...input, moves: life?.moves ?? 0 }));
  }
}
