import { intBetween, type Random } from '../random.js';
import { type LifeState, nextStep, type PastLife, stateAfter } from './order-life.js';
import { RandomMoments } from './random-moments.js';
import { chooseStore, type StoreChoice, type Storefront } from './storefront.js';

interface CrowdPace {
  readonly ordersPerMinute: number;
  readonly changesPerMinute: number;
  /** Share of orders that are not paid at once. */
  readonly paidLaterShare: number;
}

interface OpenOrder {
  readonly storefront: Storefront;
  readonly orderNo: string;
  readonly state: Exclude<LifeState, 'over'>;
}

const MOST_OPEN = 500;
/** A receiver that acknowledges nothing gets no further orders: what waits must stay bounded. */
export const MOST_WAITING = 2_000;

/** A running crowd of invented customers: they place orders, and open orders go on living. */
export class Crowd {
  private readonly moments: RandomMoments;
  private open: OpenOrder[] = [];
  private placed = 0;

  constructor(
    private readonly choices: readonly [StoreChoice, ...StoreChoice[]],
    private readonly pace: CrowdPace,
    private readonly random: Random,
    private readonly now: () => number,
  ) {
    this.moments = new RandomMoments(random);
  }

  start(): void {
    this.moments.every(this.pace.ordersPerMinute, () => {
      this.placeOne();
    });
    this.moments.every(this.pace.changesPerMinute, () => {
      this.changeOne();
    });
  }

  stop(): void {
    this.moments.stop();
  }

  get ordersPlaced(): number {
    return this.placed;
  }

  /** Places one order, paid at once or not; none where too many notifications wait already. */
  placeOne(): void {
    const choice = this.choices[intBetween(this.random, 0, this.choices.length - 1)] ?? this.choices[0];
    const { storefront } = choice;
    if (storefront.waiting() >= MOST_WAITING) return;
    const now = this.now();
    const paid = this.random() >= this.pace.paidLaterShare;
    const life: PastLife = { placedAt: now, steps: paid ? [{ step: 'pay', at: now }] : [] };
    const wish = { store: chooseStore(choice, this.random), seed: String(this.random()), life };
    const [orderNo] = storefront.place([wish], true);
    this.placed += 1;
    if (orderNo !== undefined) this.keep({ storefront, orderNo, state: paid ? 'paid' : 'unpaid' });
  }

  /** Lets the next thing happen to one of the open orders. */
  changeOne(): void {
    const [order] = this.open.splice(intBetween(this.random, 0, Math.max(0, this.open.length - 1)), 1);
    if (order === undefined) return;
    const step = nextStep(order.state, this.random);
    order.storefront.step(order.orderNo, step, this.now());
    const state = stateAfter(step);
    if (state !== 'over') this.keep({ ...order, state });
  }

  private keep(order: OpenOrder): void {
    this.open = [...this.open.slice(-(MOST_OPEN - 1)), order];
  }
}
