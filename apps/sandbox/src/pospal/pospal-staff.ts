import { z } from 'zod';
import { MOST_WAITING } from '../invented/crowd.js';
import { RandomMoments } from '../invented/random-moments.js';
import type { Journal } from '../journal.js';
import { pick, type Random, seededRandom } from '../random.js';
import { type Life, RunningGroups } from '../running-groups.js';
import { type PospalOrder, STATE } from './pospal-order.js';
import type { PospalOrderDesk } from './pospal-order-desk.js';
import type { PospalOrders } from './pospal-orders.js';
import { rungUpOrder } from './pospal-rung-up.js';
import { tillOrderInput } from './pospal-till-orders.js';
import type { PospalTills } from './pospal-tills.js';

export const staffInput = z.strictObject({
  appIds: z.tuple([z.string().min(1)], z.string().min(1)),
  movesPerMinute: z.number().min(0).max(6_000).default(12),
  tillOrdersPerMinute: z.number().min(0).max(6_000).default(3),
  seed: z.union([z.string(), z.number()]).default('staff'),
});
type StaffInput = z.output<typeof staffInput>;

interface StaffParts {
  readonly tills: PospalTills;
  readonly orders: PospalOrders;
  readonly desk: PospalOrderDesk;
  readonly journal: Journal;
  readonly now: () => number;
}

/** They work on the oldest orders, but not strictly in turn. */
const AT_HAND = 20;

/** How an open order goes on; an order for the table is never shipped. */
export function nextState({ state, deliveryType }: PospalOrder, random: Random): number {
  const onItsWay = deliveryType === 1 ? STATE.completed : STATE.shipped;
  switch (state) {
    case null:
    case STATE.created:
      return STATE.synced;
    case STATE.synced:
      return STATE.accepted;
    case STATE.accepted:
      return random() < 0.4 ? STATE.waiting : onItsWay;
    case STATE.waiting:
      return onItsWay;
    default:
      return STATE.completed;
  }
}

/** Invented staff of some tills: they move open orders on and ring up orders of their own. */
class Staff implements Life {
  private readonly moments: RandomMoments;
  moves = 0;
  tillOrders = 0;

  constructor(
    private readonly parts: StaffParts,
    private readonly input: StaffInput,
    private readonly random: Random,
  ) {
    this.moments = new RandomMoments(random);
  }

  start(): void {
    this.moments.every(this.input.movesPerMinute, () => {
      this.moveOne();
    });
    this.moments.every(this.input.tillOrdersPerMinute, () => {
      this.ringUpOne();
    });
  }

  stop(): void {
    this.moments.stop();
  }

  private moveOne(): void {
    const { orders, desk } = this.parts;
    const atHand = this.input.appIds
      .filter((appId) => desk.waiting(appId) < MOST_WAITING)
      .flatMap((appId) => orders.oldestOpen(appId, AT_HAND));
    const [first, ...rest] = atHand;
    const order = first === undefined ? undefined : orders.get(pick(this.random, [first, ...rest]));
    if (order === undefined) return;
    desk.change(order, { state: nextState(order, this.random) });
    this.moves += 1;
  }

  private ringUpOne(): void {
    const { tills, desk, now } = this.parts;
    const till = tills.get(pick(this.random, this.input.appIds));
    if (till === undefined || desk.waiting(till.appId) >= MOST_WAITING) return;
    const state = this.random() < 0.5 ? STATE.completed : STATE.synced;
    const seed = String(this.random());
    const input = tillOrderInput.parse({ appId: till.appId, state, seed });
    desk.place(till, 'till', rungUpOrder(till, input, now()));
    this.tillOrders += 1;
  }
}

/** The staffs that run; a restart starts them again. */
export class PospalStaff extends RunningGroups<StaffInput, Staff> {
  constructor(parts: StaffParts) {
    super({
      name: 'pospal.staff',
      journal: parts.journal,
      build: (id, input) => {
        input.appIds.forEach((appId, index) => parts.tills.known(appId, `appIds.${index}`));
        // After a restart they go on with other orders than those that they began with.
        return new Staff(parts, input, seededRandom(`${input.seed}/${id}/${parts.orders.size}`));
      },
    });
  }

  shown(): (StaffInput & { id: string; moves: number; tillOrders: number })[] {
    return this.list().map(({ id, input, life }) => ({
      id,
      ...input,
      moves: life?.moves ?? 0,
      tillOrders: life?.tillOrders ?? 0,
    }));
  }
}
