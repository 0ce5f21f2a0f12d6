import type { RuleCode } from '#domain/discrepancy-rule.js';
import { BOWL_FEN, type Telling } from './seeded-telling.js';

/** The most that the till's account calls rounding. */
export const ROUNDING_FEN = 5n;

export interface Kind {
  readonly tell: (telling: Telling) => Telling;
  /** What is found once it is told, one for each discrepancy. */
  readonly atOnce?: readonly RuleCode[];
  /** Once every patience but a day's is over, beside those, which stay. */
  readonly soon?: readonly RuleCode[];
  /** A day later, beside all those. */
  readonly aDayLater?: readonly RuleCode[];
  /** Its vendors do not say again how their orders stand. */
  readonly isForgotten?: true;
}

/** Ways in which an order goes wrong, and what is to be found of it. */
export const WRONG: Readonly<Record<string, Kind>> = {
  'Suning has delivered what the till has accepted': {
    tell: (one) => one.shop().till('accepted').suning('completed'),
    soon: ['status_differs'],
  },
  'Suning has shipped what the till has accepted': {
    tell: (one) => one.shop().till('accepted').suning('shipped'),
    soon: ['status_differs'],
    aDayLater: ['stuck'],
  },
  'the till has cancelled what is paid': {
    tell: (one) => one.shop('accepted').till('cancelled'),
    soon: ['status_differs'],
  },
  'the till goes on with what is cancelled': {
    tell: (one) => one.shop('cancelled').till('preparing'),
    soon: ['alive_after_cancel'],
  },
  'the till has completed what is cancelled': {
    tell: (one) => one.shop('cancelled').till('completed'),
    soon: ['alive_after_cancel'],
  },
  'the till goes on with what is refunded': {
    tell: (one) => one.shop('accepted', 'refunded').till('accepted'),
    soon: ['refunded_before_completion'],
  },
  'what the till has completed is refunded': {
    tell: (one) => one.shop('completed', 'refunded').till('completed'),
    atOnce: ['refunded_after_completion'],
  },
  'the till has it twice': {
    tell: (one) => one.shop().till('completed').till('completed', 1),
    soon: ['duplicate_at_till'],
  },
  'the till has it three times, and it is cancelled': {
    tell: (one) => one.shop('cancelled').till('accepted').till('accepted', 1).till('accepted', 2),
    soon: ['alive_after_cancel', 'alive_after_cancel', 'alive_after_cancel', 'duplicate_at_till'],
  },
  'Suning names an error': {
    tell: (one) => one.shop().till('completed').suning('accepted', '库存不足'),
    soon: ['failed_at_suning'],
  },
  'Suning names an error of what it has shipped, and the till has not': {
    tell: (one) => one.shop().till('preparing').suning('shipped', '地址不详'),
    soon: ['failed_at_suning', 'status_differs'],
    aDayLater: ['stuck'],
  },
  'the till does not get on': { tell: (one) => one.shop().till('ready'), aDayLater: ['stuck'] },
  'no till has what is paid': {
    tell: (one) => one.shop('accepted'),
    soon: ['missing_at_till'],
    aDayLater: ['stuck'],
  },
  'the till lists nothing of what it says it has booked': {
    tell: (one) => one.shop().booked(),
    soon: ['missing_at_till'],
    aDayLater: ['unconfirmed'],
  },
  'nobody knows whether the till has what was sent': {
    tell: (one) => one.shop().sent(),
    aDayLater: ['stuck'],
  },
  'a person has called off what is paid': { tell: (one) => one.shop().calledOff(), aDayLater: ['stuck'] },
  'what is paid was fetched as a past': { tell: (one) => one.shopOfOld(), aDayLater: ['stuck'] },
  'the till rings up what no shop knows': {
    tell: (one) => one.rungUp('till', 'completed'),
    soon: ['unknown_in_storefront'],
  },
  'the till goes on with what no shop knows': {
    tell: (one) => one.rungUp('till', 'accepted'),
    soon: ['unknown_in_storefront'],
    aDayLater: ['stuck'],
  },
  'the till shows another sum than was sent': {
    tell: (one) =>
      one
        .shop()
        .booked()
        .shown('completed', { saleFen: BOWL_FEN - 6n }),
    atOnce: ['amount_differs'],
  },
  'the till shows more than was sent': {
    tell: (one) =>
      one
        .shop()
        .booked()
        .shown('completed', { bowls: [1, 1] }),
    atOnce: ['lines_differ'],
  },
  'the till charges for more than was sent': {
    tell: (one) =>
      one
        .shop()
        .booked()
        .shown('completed', { saleFen: 2n * BOWL_FEN, bowls: [2] }),
    atOnce: ['amount_differs', 'lines_differ'],
  },
  'nothing more is heard of what the till has accepted': {
    tell: (one) => one.shop().till('accepted'),
    aDayLater: ['stuck', 'unconfirmed'],
    isForgotten: true,
  },
  'nothing more is heard of what is not paid at the till': {
    tell: (one) => one.shop().unpaidAtTill('completed'),
    aDayLater: ['unconfirmed'],
    isForgotten: true,
  },
};

/** Ways in which nothing is wrong, or what was wrong is right again. */
export const RIGHT: readonly Kind['tell'][] = [
  (one) => one.shop().till('completed'),
  (one) => one.shop('completed').till('completed').suning('completed'),
  (one) => one.shop('accepted').till('completed').suning('accepted'),
  (one) => one.shop('cancelled').till('cancelled'),
  (one) => one.shop('cancelled').till('cancelled').suning('cancelled'),
  (one) => one.shop('accepted', 'refunded').till('cancelled'),
  (one) => one.shop('created', 'unpaid'),
  (one) => one.shop('cancelled', 'unpaid'),
  (one) => one.shop().till('completed').till('cancelled', 1),
  (one) => one.shop().unpaidAtTill('completed'),
  (one) => one.rungUp('till', 'cancelled'),
  (one) => one.rungUp('counter', 'completed'),
  (one) => one.shop().booked().shown('completed'),
  (one) =>
    one
      .shop()
      .booked()
      .shown('completed', { saleFen: BOWL_FEN + ROUNDING_FEN }),
  (one) =>
    one
      .shop()
      .booked(null)
      .shown('completed', { saleFen: BOWL_FEN - 300n }),
  (one) =>
    one
      .shop('cancelled')
      .booked()
      .shown('cancelled', { saleFen: 1n, bowls: [7] }),
  // Put right at the till, as its shop has it by now.
  (one) =>
    one
      .shop()
      .shopChanged(BOWL_FEN + 200n, 1)
      .booked()
      .shown('completed', { saleFen: BOWL_FEN + 200n }),
];
