import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { Random } from './seeded-random.js';
import type { Telling } from './seeded-telling.js';

interface Kind {
  readonly tell: (telling: Telling, random: Random) => Telling;
  readonly soon?: readonly RuleCode[];
  /** Beside those of soon, which stay. */
  readonly aDayLater?: readonly RuleCode[];
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
    soon: ['refunded_after_completion'],
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
  'no till has what is paid': { tell: (one) => one.shop('accepted'), aDayLater: ['stuck'] },
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
];
