import type { FulfilmentState, PaymentState } from '#domain/order-status.js';
import type { Random } from './seeded-random.js';

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

const WAY = ['created', 'accepted', 'preparing', 'ready', 'shipped', 'completed'] as const;
type Step = (typeof WAY)[number];

/** Tells one order: every vendor comes to its last state by some of the steps on the way there. */
export class Telling {
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
