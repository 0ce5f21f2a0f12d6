import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { FulfilmentState, PaymentState } from '#domain/order-status.js';

/** Uniform in [0, 1). */
type Random = () => number;

/** The same seed gives the same numbers (xorshift32). */
export function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** In another order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [mixed[place], mixed[other]] = [mixed[other] as T, mixed[place] as T];
  }
  return mixed;
}

/** What one vendor says of an order at one time. */
export interface Statement {
  readonly by: 'shop' | 'till' | 'suning';
  /** The shop's number. */
  readonly no: string;
  /** Which of several orders at the till it is about. */
  readonly copy: number;
  /** After the order was paid. */
  readonly minute: number;
  readonly fulfilment: FulfilmentState;
  /** Of the shop's and the till's. */
  readonly payment: PaymentState;
  readonly error: string | null;
}

/** An order as everybody tells of it, and what is wrong with it: nothing, unless a rule is named. */
export interface Story {
  readonly kind: string;
  readonly no: string;
  readonly says: readonly Statement[];
  /** What is found once every patience but a day's is over, one for each discrepancy, by name. */
  readonly soon: readonly RuleCode[];
  /** And what a day later. */
  readonly aDayLater: readonly RuleCode[];
}

const WAY = ['created', 'accepted', 'preparing', 'ready', 'shipped', 'completed'] as const;
type Step = (typeof WAY)[number];

/** Tells one order: every vendor comes to its last state by some of the steps on the way there. */
class Telling {
  readonly says: Statement[] = [];

  constructor(
    private readonly no: string,
    private readonly random: Random,
  ) {}

  shop(last: FulfilmentState = 'created', payment: PaymentState = 'paid'): this {
    // Paid first, whatever becomes of the money.
    if (payment === 'refunded') this.say({ by: 'shop', minute: 1, fulfilment: 'created', payment: 'paid' });
    return this.come('shop', last, { payment });
  }

  till(last: FulfilmentState, copy = 0): this {
    return this.come('till', last, { copy });
  }

  suning(last: FulfilmentState, error: string | null = null): this {
    return this.come('suning', last, { error });
  }

  private come(by: Statement['by'], last: FulfilmentState, change: Partial<Statement>): this {
    const steps = last === 'cancelled' ? WAY.slice(0, 3) : WAY.slice(0, WAY.indexOf(last as Step));
    const before = change.payment === 'refunded' ? 'paid' : change.payment;
    let minute = 2;
    for (const fulfilment of steps) {
      if (this.random() < 0.5)
        this.say({ by, ...change, payment: before ?? 'paid', error: null, minute, fulfilment });
      minute += 3;
    }
    // Said again as often as not: the same at the same time, or a little later.
    for (let times = 1 + Math.floor(this.random() * 2); times > 0; times -= 1)
      this.say({ by, ...change, minute: 30 + Math.floor(this.random() * 3), fulfilment: last });
    return this;
  }

  private say(one: Pick<Statement, 'by' | 'minute' | 'fulfilment'> & Partial<Statement>): void {
    this.says.push({ no: this.no, copy: 0, payment: 'paid', error: null, ...one });
  }
}

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
const RIGHT: readonly Kind['tell'][] = [
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

/** So many orders, of each wrong kind so many; all others are right. */
export function someStories(random: Random, prefix: string, orders: number, ofEachKind: number): Story[] {
  const wrong = Object.entries(WRONG).flatMap(([kind, { soon = [], aDayLater = [], tell }]) =>
    Array.from({ length: ofEachKind }, () => ({ kind, soon, aDayLater: [...soon, ...aDayLater], tell })),
  );
  const right = Array.from({ length: orders - wrong.length }, (_one, index) => ({
    ...{ kind: 'right', soon: [], aDayLater: [] },
    tell: RIGHT[index % RIGHT.length]!,
  }));
  return shuffled([...wrong, ...right], random).map(({ tell, aDayLater, ...story }, index) => {
    const no = `${prefix}-${String(index)}`;
    const { says } = tell(new Telling(no, random), random);
    return { ...story, aDayLater: [...aDayLater].sort(), no, says };
  });
}
