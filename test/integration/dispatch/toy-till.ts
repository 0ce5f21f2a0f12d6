import type { CallQuota } from '#connectors-core/call-quota.js';
import { callContext } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Connector, Fetched } from '#connectors-core/connector.js';
import { parseLossless, stringifyLossless, unquotedNumber } from '#connectors-core/lossless-json.js';
import {
  CannotPlace,
  type FindRequest,
  type FoundOrder,
  type FoundOrders,
  type MarkedOrder,
  type OrderToPlace,
  type PlaceDocument,
  type PlaceReceipt,
} from '#connectors-core/order-sink.js';
import type { Clock } from '#domain/clock.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { FulfilmentState } from '#domain/order-status.js';

export interface TillOrder {
  readonly vendorNo: string;
  readonly marker: string | null;
  /** The order time that we named. */
  readonly placedAt: Date;
  /** When the till itself booked it. */
  readonly bookedAt: Date;
  readonly phone: string | null;
  readonly saleFen: bigint | null;
  fulfilment: FulfilmentState;
}

export type TillOperation = 'place' | 'find' | 'fetch' | 'check' | 'ship' | 'complete' | 'cancel';

export interface TillCall {
  readonly operation: TillOperation;
  /** The marker, or the till's number. */
  readonly about: string;
  readonly at: Date;
}

/** A till whose calls the hub counts, each one as it is made. */
export interface CountedTill {
  readonly quota: CallQuota;
  /** @throws where no call is granted */
  charge(operation: TillOperation): Promise<void>;
}

interface SentOrder {
  readonly orderRemark: string;
  readonly orderDateTime: string;
  readonly contactTel: string | null;
  readonly saleFen: string | null;
}

/** Plays one call; without it the till is honest. */
export type PlaceAnswer = (book: () => PlaceReceipt, sent: SentOrder) => Promise<PlaceReceipt>;
export type MoveAnswer = (move: () => void) => Promise<void>;

const MOVED = { ship: 'shipped', complete: 'completed', cancel: 'cancelled' } as const;
type Move = keyof typeof MOVED;

/** A till in memory that books every order it is sent, knows no idempotency, and counts what it hears. */
export class ToyTill {
  readonly orders = new Map<string, TillOrder>();
  readonly calls: TillCall[] = [];
  /** Which of its two times it lists orders by. */
  listsBy: 'placedAt' | 'bookedAt' = 'placedAt';
  /** The most placings of one marker under way at once. */
  mostAtOnce = 0;
  placeAnswer: PlaceAnswer | undefined;
  findFault: Error | undefined;
  /** Its orders cannot be read whole, but for how they stand. */
  showsOddAmounts = false;
  fetchFault: Error | undefined;
  /** What the read-only call finds; without it there is none. */
  checkAnswer: (() => Promise<void>) | undefined;
  /** What happens after the intent and before the gate. */
  beforeGate: (() => Promise<unknown>) | undefined;
  /** Finds answer only after it. */
  findGate: Promise<void> | undefined;
  /** Its own system of origins. */
  cameFromTill: (origin: Readonly<Record<string, string>>) => boolean = () => false;
  private readonly moveAnswers = new Map<Move, MoveAnswer>();
  private readonly placing = new Map<string, number>();
  private numbers = 0;

  constructor(
    private readonly clock: Clock,
    /** Its calls are counted; without it they are not. */
    private readonly counting?: CountedTill,
  ) {
    this.connector = this.newConnector();
  }

  readonly connector: Connector;

  answerMove(move: Move, answer: MoveAnswer | undefined): void {
    if (answer === undefined) this.moveAnswers.delete(move);
    else this.moveAnswers.set(move, answer);
  }

  called(operation: TillOperation, about?: string): TillCall[] {
    return this.calls.filter(
      (call) => call.operation === operation && (about === undefined || call.about === about),
    );
  }

  alive(): TillOrder[] {
    return [...this.orders.values()].filter(({ fulfilment }) => fulfilment !== 'cancelled');
  }

  /** As somebody at the counter would: without any marker of ours, or as a copy of one of our orders. */
  ring(change: Partial<TillOrder> = {}): TillOrder {
    this.numbers += 1;
    const order: TillOrder = {
      vendorNo: `T-${String(this.numbers).padStart(5, '0')}`,
      marker: null,
      placedAt: this.clock.now(),
      bookedAt: this.clock.now(),
      phone: null,
      saleFen: null,
      fulfilment: 'created',
      ...change,
    };
    this.orders.set(order.vendorNo, order);
    return order;
  }

  /** How a poll would see it. */
  observed(vendorNo: string): OrderObservation {
    const order = this.orders.get(vendorNo);
    if (order === undefined) throw new Error(`the till has no ${vendorNo}`);
    return {
      vendorNo,
      asOf: this.clock.now(),
      precedence: 1,
      placement: { vendorStoreId: null, placedAt: order.placedAt, numbers: [], origin: {} },
      payment: { state: 'paid', raw: 'Wxpay', paidAt: order.placedAt, method: 'Wxpay' },
      fulfilment: { state: order.fulfilment, raw: order.fulfilment, completedAt: null },
      ...(order.marker === null ? {} : { marker: order.marker }),
    };
  }

  private newConnector(): Connector {
    return {
      id: 'toy-till',
      title: 'Toy till',
      titles: { zh: 'Toy till', en: 'Toy till' },
      sells: 'else',
      storeIds: 'vendor',
      configFields: [],
      personalFields: ['contactTel'],
      limits: () => ({ requestsPerSecond: 1_000, concurrency: 8 }),
      ...(this.counting && { quota: this.counting.quota }),
      source: {
        fetch: ({ vendorNo }) => this.fetch(vendorNo),
        standing: ({ vendorNo }) => this.standing(vendorNo),
      },
      check: async () => {
        if (this.checkAnswer === undefined)
          throw new ConnectorError('unsupported', 'there is no question to ask');
        await this.hear('check', callContext()?.purpose ?? '');
        await this.checkAnswer();
        return { message: 'success' };
      },
      orderSink: {
        document: (order) => this.document(order),
        place: (document, _account, writeBefore) => this.place(document, writeBefore),
        ship: (vendorNo, _account, writeBefore) => this.move('ship', vendorNo, writeBefore),
        complete: (vendorNo, _account, writeBefore) => this.move('complete', vendorNo, writeBefore),
        cancel: (vendorNo, _account, writeBefore) => this.move('cancel', vendorNo, writeBefore),
        find: (request) => this.find(request),
        cameFromTill: (origin) => this.cameFromTill(origin),
      },
    };
  }

  private document(order: OrderToPlace): PlaceDocument {
    if (order.amounts.flags.includes('sale_amounts_differ'))
      throw new CannotPlace('amounts_disagree', 'the lines add up to 18.00, the order says 17.00');
    if (order.items.length === 0) throw new CannotPlace('no_items', 'the order has no lines');
    const text = stringifyLossless({
      orderRemark: order.marker,
      orderDateTime: order.placedAt.toISOString(),
      contactTel: order.contact?.phone ?? null,
      saleFen: order.amounts.saleFen?.toString() ?? null,
      storeName: order.store.name,
      items: order.items.map((item) => ({
        productUid: unquotedNumber(item.productUid),
        quantity: unquotedNumber(item.quantity),
      })),
    });
    return { text, statedAt: order.placedAt, totalFen: order.amounts.saleFen };
  }

  private async place(document: PlaceDocument, writeBefore: Date): Promise<PlaceReceipt> {
    const sent = parseLossless(document.text) as SentOrder;
    await this.pass(writeBefore);
    await this.hear('place', sent.orderRemark);
    const atOnce = (this.placing.get(sent.orderRemark) ?? 0) + 1;
    this.placing.set(sent.orderRemark, atOnce);
    this.mostAtOnce = Math.max(this.mostAtOnce, atOnce);
    try {
      const book = (): PlaceReceipt => this.book(sent);
      return this.placeAnswer === undefined ? book() : await this.placeAnswer(book, sent);
    } finally {
      this.placing.set(sent.orderRemark, (this.placing.get(sent.orderRemark) ?? 1) - 1);
    }
  }

  private book({ orderRemark, orderDateTime, contactTel, saleFen }: SentOrder): PlaceReceipt {
    const { vendorNo } = this.ring({
      marker: orderRemark,
      placedAt: new Date(orderDateTime),
      phone: contactTel,
      saleFen: saleFen === null ? null : BigInt(saleFen),
    });
    return { vendorNo, message: 'success' };
  }

  /** As the transport and its gate have it. */
  private async pass(writeBefore: Date): Promise<void> {
    await this.beforeGate?.();
    const why = await callContext()?.mayWrite?.();
    if (why !== undefined)
      throw new ConnectorError('unavailable', `not sent: ${why}`, { notSent: 'not_wanted' });
    if (this.clock.latest() > writeBefore)
      throw new ConnectorError('unavailable', 'not sent: it would be too late', { notSent: 'too_late' });
  }

  private async move(move: Move, vendorNo: string, writeBefore: Date): Promise<void> {
    await this.pass(writeBefore);
    await this.hear(move, vendorNo);
    const apply = (): void => {
      const order = this.orders.get(vendorNo);
      if (order === undefined) throw new ConnectorError('rejected', 'no such order', { vendorCode: '404' });
      if (order.fulfilment === 'completed' || order.fulfilment === 'cancelled')
        throw new ConnectorError('rejected', `the order is ${order.fulfilment}`, { vendorCode: '409' });
      order.fulfilment = MOVED[move];
    };
    const answer = this.moveAnswers.get(move);
    if (answer === undefined) apply();
    else await answer(apply);
  }

  private async fetch(vendorNo: string): Promise<Fetched> {
    const fetched = await this.read(vendorNo);
    if (this.showsOddAmounts) throw new ConnectorError('invalid_response', 'totalAmount is no amount');
    return fetched;
  }

  private async read(vendorNo: string): Promise<Fetched> {
    await this.hear('fetch', vendorNo);
    if (this.fetchFault !== undefined) throw this.fetchFault;
    if (!this.orders.has(vendorNo)) return { found: false, message: 'no such order' };
    const observation = this.observed(vendorNo);
    return {
      found: true,
      observation,
      rawBody: Buffer.from(JSON.stringify({ vendorNo, at: this.clock.now() })),
    };
  }

  /** @returns of each order by the same reading */
  private async standing(vendorNo: string): Promise<Fetched> {
    const fetched = await this.read(vendorNo);
    if (!fetched.found || !this.showsOddAmounts) return fetched;
    const { asOf, precedence, fulfilment } = fetched.observation;
    return { ...fetched, observation: { vendorNo, asOf, precedence, ...(fulfilment && { fulfilment }) } };
  }

  private async find({ orders, windows }: FindRequest): Promise<FoundOrders[]> {
    await this.hear('find', orders.map(({ marker }) => marker).join(' '));
    await this.findGate;
    if (this.findFault !== undefined) throw this.findFault;
    const listed = [...this.orders.values()].filter((order) =>
      windows.some(({ from, to }) => order[this.listsBy] >= from && order[this.listsBy] < to),
    );
    return orders.map((order) => foundIn(listed, order));
  }

  private async hear(operation: TillOperation, about: string): Promise<void> {
    await this.counting?.charge(operation);
    this.calls.push({ operation, about, at: this.clock.now() });
  }
}

function foundIn(listed: readonly TillOrder[], { marker, like }: MarkedOrder): FoundOrders {
  const similar = listed.filter(
    (order) =>
      order.marker === null &&
      order.phone !== null &&
      order.phone === like.phone &&
      order.saleFen === like.saleFen,
  );
  const copies = listed.filter((order) => order.marker === marker);
  return { copies: copies.map(toFound), similar: similar.map(toFound) };
}

const toFound = ({ vendorNo, placedAt, fulfilment }: TillOrder): FoundOrder => ({
  vendorNo,
  placedAt,
  fulfilment,
});

/** The till books it, its answer does not get back. */
export const bookedButUnanswered: PlaceAnswer = async (book) => {
  book();
  throw new ConnectorError('outcome_unknown', 'no answer');
};

/** Neither does the till book it, nor does anybody know. */
export const lost: PlaceAnswer = async () => {
  throw new ConnectorError('outcome_unknown', 'no answer');
};

export const failing =
  (...error: ConstructorParameters<typeof ConnectorError>) =>
  async (): Promise<never> => {
    throw new ConnectorError(...error);
  };

/** A process that died never goes on. */
export const forever = new Promise<never>(() => undefined);
