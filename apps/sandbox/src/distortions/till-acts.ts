import { Decimal } from 'decimal.js';
import { type PospalOrder, STATE } from '../pospal/pospal-order.js';
import { intBetween, type Random } from '../random.js';
import { cameTo } from '../suning/suning-order-life.js';
import { STATUS, type SuningOrder } from '../suning/suning-order.js';
import type { NamedOrder } from './distortion.js';
import type { DistortionWorld } from './distortion-world.js';
import { namedAt, type Story } from './told-stories.js';

/** A story whose order has come to a till. */
export interface AtTill {
  readonly story: Story;
  readonly order: PospalOrder;
  readonly random: Random;
  /** Who delivers it, as far as anybody does. */
  readonly shipped: readonly SuningOrder[];
}

export interface TillAct {
  /** Whether it is about an order that is brought to the customer. */
  readonly delivered: boolean;
  /** Whether it must stay as it is, so that staff and couriers leave it alone for good. */
  readonly standsStill: boolean;
  /** @returns the orders that it is about, beside the storefront's and the till's */
  readonly act: (world: DistortionWorld, at: AtTill) => readonly NamedOrder[];
}

const atTill = ({ orderNo }: Pick<PospalOrder, 'orderNo'>): NamedOrder => ({ vendor: 'pospal', orderNo });

export const namesOf = ({ story, order }: AtTill): NamedOrder[] => [namedAt(story), atTill(order)];

const plain = { delivered: false, standsStill: false };

/** What may happen to an order that was brought to a till. */
export const TILL_ACTS = {
  amount_changed: {
    ...plain,
    act: ({ pospal }, { order, random }) => {
      pospal.desk.change(order, { totalFen: order.totalFen + intBetween(random, 1, 20) * 50 });
      return [];
    },
  },
  lines_changed: {
    ...plain,
    act: ({ pospal }, { order }) => {
      const items = order.items.map((item, index) =>
        index === 0 ? { ...item, quantity: new Decimal(item.quantity).add(1).toString() } : item,
      );
      pospal.desk.change(order, { items });
      return [];
    },
  },
  cancelled_at_till: {
    ...plain,
    act: ({ pospal }, { order }) => {
      pospal.desk.change(order, { state: STATE.cancelled });
      return [];
    },
  },
  cancel_ignored: {
    ...plain,
    act: ({ pospal, now }, { story, order }) => {
      pospal.desk.change(order, { ignoresCommands: true }, false);
      story.storefront.step(story.orderNo, 'cancel', now());
      return [];
    },
  },
  doubled_at_till: {
    ...plain,
    act: ({ pospal }, { order }) => {
      const till = pospal.tills.known(order.appId);
      const copy = pospal.desk.place(till, 'api', { contents: order, state: order.state });
      pospal.desk.change(copy, { ignoresCommands: true }, false);
      return [atTill(copy)];
    },
  },
  delivered_ahead: {
    delivered: true,
    standsStill: true,
    act: ({ pospal, suning }, { order, shipped }) => {
      pospal.desk.change(order, { ignoresCommands: true }, false);
      for (const one of shipped) suning.desk.change(one, cameTo(one, STATUS.done));
      return [];
    },
  },
  refunded_early: {
    delivered: false,
    standsStill: true,
    act: ({ pospal, now }, { story, order }) => {
      pospal.desk.change(order, { ignoresCommands: true }, false);
      story.storefront.step(story.orderNo, 'refund', now());
      return [];
    },
  },
  stuck: { delivered: false, standsStill: true, act: () => [] },
  order_error: {
    delivered: true,
    standsStill: false,
    act: ({ suning }, { shipped }) => {
      for (const one of shipped) suning.desk.change(one, cameTo(one, STATUS.exception));
      return [];
    },
  },
} as const satisfies Readonly<Record<string, TillAct>>;

export type TillActKind = keyof typeof TILL_ACTS;
