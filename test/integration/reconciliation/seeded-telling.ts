import type { FulfilmentState, PaymentState } from '#domain/order-status.js';
import type { Random } from './seeded-random.js';

/** What the one dish costs, fen. */
export const BOWL_FEN = 1_800n;

/** What one vendor says of an order at one time. */
export interface Statement {
  /** `counter`: a till that rings up orders of its own as well. */
  readonly by: 'shop' | 'till' | 'counter' | 'suning';
  /** The shop's number. */
  readonly no: string;
  /** Which of several orders at the till it is about. */
  readonly copy: number;
  /** After the order was paid. */
  readonly minute: number;
  readonly fulfilment: FulfilmentState;
  /** Of the shop's and the tills'. */
  readonly payment: PaymentState;
  readonly error: string | null;
  readonly saleFen: bigint;
  /** How many of the dish, line by line. */
  readonly bowls: readonly number[];
  /** How it is known whose order it is: its vendor names the shop's number, it shows our marker, or not at all. */
  readonly knownBy: 'number' | 'marker' | 'nobody';
  /** It is read once more as a past. */
  readonly isPast: boolean;
}

/** What we do about an order of the shop, by one command. */
export interface Act {
  readonly by: 'hub';
  readonly no: string;
  /** It is sent to the till, with its marker; the till says that it has booked it; a person calls it off before. */
  readonly act: 'send' | 'booked' | 'call off';
  /** What it says that the order comes to; null where the till's own prices hold. */
  readonly saleFen: bigint | null;
}

export type Told = Statement | Act;

const WAY = ['created', 'accepted', 'preparing', 'ready', 'shipped', 'completed'] as const;
type Step = (typeof WAY)[number];

const PLAIN: Omit<Statement, 'by' | 'no' | 'minute' | 'fulfilment'> = {
  ...{ copy: 0, error: null, saleFen: BOWL_FEN, bowls: [1], isPast: false },
  payment: 'paid',
  knownBy: 'number',
};

/** Tells one order: every vendor comes to its last state by some of the steps on the way there. */
export class Telling {
  readonly says: Told[] = [];

  constructor(
    private readonly no: string,
    private readonly random: Random,
  ) {}

  shop(last: FulfilmentState = 'created', payment: PaymentState = 'paid'): this {
    // Paid first, whatever becomes of the money.
    if (payment === 'refunded') this.say({ by: 'shop', minute: 1, fulfilment: 'created' });
    return this.come('shop', last, { payment });
  }

  /** An order that is fetched as a past. */
  shopOfOld(): this {
    return this.come('shop', 'created', { isPast: true });
  }

  /** The shop has changed what the order comes to, and how much is in it. */
  shopChanged(saleFen: bigint, bowls: number): this {
    this.say({ by: 'shop', minute: 40, fulfilment: 'created', saleFen, bowls: [bowls] });
    return this;
  }

  till(last: FulfilmentState, copy = 0): this {
    return this.come('till', last, { copy });
  }

  /** We send it to the till, which says that it has booked it. */
  booked(saleFen: bigint | null = BOWL_FEN): this {
    return this.sent(saleFen).acts('booked', null);
  }

  sent(saleFen: bigint | null = BOWL_FEN): this {
    return this.acts('send', saleFen);
  }

  calledOff(): this {
    return this.acts('call off', null);
  }

  /** What the till shows of what we have placed there. */
  shown(last: FulfilmentState, { saleFen = BOWL_FEN, bowls = [1] }: Partial<Statement> = {}): this {
    return this.come('till', last, { saleFen, bowls, knownBy: 'marker' });
  }

  /** An order that no shop has told of. */
  rungUp(by: 'till' | 'counter', last: FulfilmentState): this {
    return this.come(by, last, { knownBy: 'nobody' });
  }

  unpaidAtTill(last: FulfilmentState): this {
    return this.come('till', last, { payment: 'unpaid' });
  }

  suning(last: FulfilmentState, error: string | null = null): this {
    return this.come('suning', last, { error });
  }

  private acts(act: Act['act'], saleFen: Act['saleFen']): this {
    this.says.push({ by: 'hub', no: this.no, act, saleFen });
    return this;
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
    this.says.push({ ...PLAIN, no: this.no, ...one });
  }
}
