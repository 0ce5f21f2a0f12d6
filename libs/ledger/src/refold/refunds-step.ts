import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { LedgerService } from '../ledger.service.js';
import { readLegs } from '../legs.store.js';
import { lockedOrders, refoldOrders } from '../order-refold.js';
import { updateOrders } from '../orders.store.js';
import { lockRecording } from '../recording-lock.store.js';
import { nextLegs } from './legs-in-order.store.js';
import type { Refolded, RefoldStep, Slice } from './refold-step.js';
import { foldedAsBefore } from './refunds.store.js';
import { lockOrdersOfLegs } from './same-instant.store.js';

/**
 * Folds orders anew that a refund had taken out of their hours. Their legs stay as they are: what is known of them is
 * right, what followed from it was not.
 */
export class RefundsStep implements RefoldStep {
  readonly next = nextLegs;
  readonly slice = 500;

  constructor(
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async take(sql: Sql, { items }: Slice): Promise<Refolded> {
    const legIds = items.map(({ id }) => id);
    const before = await foldedAsBefore(sql, legIds);
    if (before.length === 0) return { ordersChanged: 0 };
    await lockRecording(sql);
    const orderIds = await lockOrdersOfLegs(sql, before);
    const orders = lockedOrders(await readLegs(sql, orderIds));
    const [folded, stores] = [new Map(), new Map()];
    const relinked = new Set(orderIds);
    const updates = await refoldOrders(sql, { cause: 'upgrade', orders, folded, stores, relinked });
    await updateOrders(sql, updates, this.clock.now());
    await this.ledger.consumers.tellOfFigures(sql, updates);
    return { ordersChanged: updates.length };
  }
}
