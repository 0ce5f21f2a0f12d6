import { chinaCompact } from '../china-time.js';
import { ControlFault } from '../input.js';
import type { Journal } from '../journal.js';
import { intBetween, seededRandom, shuffled } from '../random.js';
import { visibleAfter } from '../timeline.js';
import { Watchers } from '../watchers.js';
import type { SuningMerchant, SuningMerchants } from './suning-merchants.js';
import type { SuningBulk, SuningChange, SuningMove, SuningOrderInput } from './suning-order-input.js';
import { newJobs, nextStep } from './suning-order-life.js';
import { keyOf, STATUS, type SuningOrder } from './suning-order.js';
import { orderRecord, removedRecord, type SuningOrders } from './suning-orders.js';

interface DeskParts {
  readonly merchants: SuningMerchants;
  readonly orders: SuningOrders;
  readonly journal: Journal;
}

/** An order that is built but for the moment from which it shows. */
type Draft = Omit<SuningOrder, 'madeAt' | 'visibleFrom'>;

/** Journalled in lots: one text of all of a hundred thousand orders would be large. */
const LOT = 1_000;

/** Where Suning's orders come from and are changed. */
export class SuningOrderDesk {
  /** For whoever wants to hear of every order that is placed or changed. */
  readonly changes = new Watchers<SuningOrder>();
  private running = 0;

  constructor(private readonly parts: DeskParts) {}

  /** @throws ControlFault when the merchant is unknown or has an order of that source and number already */
  place(input: SuningOrderInput): SuningOrder {
    const merchant = this.parts.merchants.known(input.appKey);
    const { appKey, orderSource, orderId = this.nextId(merchant) } = input;
    const key = keyOf({ appKey, orderSource, orderId });
    if (this.parts.orders.get(key) !== undefined) throw new ControlFault('orderId', 'already used', 409);
    const at = this.parts.merchants.clockOf(merchant);
    const createdAt = input.createdAt ?? input.changedAt ?? at;
    const draft: Draft = {
      appKey,
      orderSource,
      orderId,
      createdAt,
      orderStatus: input.orderStatus ?? STATUS.pending,
      orderError: input.orderError ?? null,
      jobs: input.jobs ?? newJobs(key),
      changedAt: input.changedAt ?? createdAt,
      version: 0,
    };
    const order = this.stamped(draft, merchant, input.visibleAfterMs);
    this.keep([order]);
    return order;
  }

  /** Places many, oldest first. @returns their numbers */
  placeMany(input: SuningBulk): string[] {
    const merchant = this.parts.merchants.known(input.appKey);
    const { appKey, orderSource, orderStatus, idPrefix, visibleAfterMs } = input;
    const orders = timesOf(input, this.parts.merchants.clockOf(merchant)).map((at, index) => {
      const numbered = idPrefix === undefined ? undefined : idPrefix + String(index + 1).padStart(8, '0');
      const orderId = numbered ?? this.nextId(merchant);
      const key = keyOf({ appKey, orderSource, orderId });
      if (this.parts.orders.get(key) !== undefined) throw new ControlFault('idPrefix', 'already used', 409);
      const draft: Draft = {
        appKey,
        orderSource,
        orderId,
        orderStatus,
        orderError: null,
        jobs: newJobs(key),
        createdAt: at,
        changedAt: at,
        version: 0,
      };
      const upTo = visibleAfterMs === undefined ? undefined : shareOf(key, visibleAfterMs);
      return this.stamped(draft, merchant, upTo);
    });
    this.keep(orders);
    return orders.map(({ orderId }) => orderId);
  }

  change(order: SuningOrder, change: SuningChange): SuningOrder {
    const after = this.changed(order, change);
    this.keep([after]);
    return after;
  }

  /** Lets the next thing happen to up to `count` open orders, chosen by the seed. @returns how many */
  move({ appKey, orderSource, count, seed }: SuningMove): number {
    const { orders, merchants } = this.parts;
    merchants.known(appKey);
    const random = seededRandom(seed);
    const open = orders
      .oldestOpen(appKey, Infinity)
      .map((key) => orders.get(key))
      .filter((order) => order !== undefined)
      .filter((order) => orderSource === undefined || order.orderSource === orderSource);
    const chosen = shuffled(open, random).slice(0, count);
    this.keep(chosen.map((order) => this.changed(order, nextStep(order, random))));
    return chosen.length;
  }

  remove(order: SuningOrder): void {
    const key = keyOf(order);
    this.parts.orders.remove(key);
    this.parts.journal.append([removedRecord(key)]);
  }

  private changed(order: SuningOrder, change: SuningChange): SuningOrder {
    const { appKey, orderSource, orderId } = order;
    const merchant = this.parts.merchants.known(appKey);
    const draft: Draft = {
      appKey,
      orderSource,
      orderId,
      orderStatus: change.orderStatus ?? order.orderStatus,
      orderError: change.orderError === undefined ? order.orderError : change.orderError,
      jobs: change.jobs ?? order.jobs,
      createdAt: change.createdAt ?? order.createdAt,
      changedAt: change.changedAt ?? Math.max(this.parts.merchants.clockOf(merchant), order.changedAt),
      version: order.version + 1,
    };
    return this.stamped(draft, merchant, change.visibleAfterMs);
  }

  /** @param delayMs without it a share of the merchant's setting that follows from the order alone */
  private stamped(draft: Draft, merchant: SuningMerchant, delayMs?: number): SuningOrder {
    const madeAt = this.parts.merchants.clockOf(merchant);
    const delay = delayMs ?? shareOf(`${keyOf(draft)}/${draft.version}`, merchant.visibleAfterMs);
    // Field by field: a spread followed by new fields takes longer than all the rest of an order.
    return {
      appKey: draft.appKey,
      orderSource: draft.orderSource,
      orderId: draft.orderId,
      orderStatus: draft.orderStatus,
      orderError: draft.orderError,
      jobs: draft.jobs,
      createdAt: draft.createdAt,
      changedAt: draft.changedAt,
      version: draft.version,
      madeAt,
      visibleFrom: visibleAfter(madeAt, draft.changedAt, delay),
    };
  }

  private keep(orders: readonly SuningOrder[]): void {
    for (const order of orders) this.parts.orders.put(order);
    for (let from = 0; from < orders.length; from += LOT) {
      this.parts.journal.append(orders.slice(from, from + LOT).map(orderRecord));
    }
    this.changes.tell(orders);
  }

  /** 22 digits: the moment and a running number, which a restart continues. */
  private nextId(merchant: SuningMerchant): string {
    this.running = Math.max(this.running, this.parts.orders.size) + 1;
    const at = this.parts.merchants.clockOf(merchant);
    return chinaCompact(at) + String(this.running).padStart(8, '0');
  }
}

/** 0…longest, the same for the same text. */
const shareOf = (text: string, longest: number): number =>
  longest === 0 ? 0 : Math.floor(seededRandom(text)() * (longest + 1));

/** Whole seconds spread over the period, oldest first; without one all are of now. */
function timesOf({ count, seed, from, to }: SuningBulk, now: number): number[] {
  const random = seededRandom(seed);
  const first = from ?? to ?? now;
  const seconds = Math.max(0, Math.floor(((to ?? first) - first) / 1_000));
  const times = Array.from({ length: count }, () => first + intBetween(random, 0, seconds) * 1_000);
  return times.sort((a, b) => a - b);
}
