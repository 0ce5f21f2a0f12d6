import type { ProductMapping } from '#accounts/products/product-mapping.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { planAgain } from './look-again.js';
import { waitsForOneOf } from './release-rule.js';
import { dispatchesUnmapped, releaseUnmapped } from './requests.store.js';

/** Lets orders go on that waited for a mapping. */
export class DispatchRelease {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
  ) {}

  /**
   * To be called in the transaction that mapped these items at the account, after it did. What waits for one of
   * them is tried: if another is still not mapped it is held again, and then says what is missing now.
   */
  async release(
    sql: Sql,
    accountId: string,
    mapped: readonly Pick<ProductMapping, 'itemName' | 'itemSpec'>[],
  ): Promise<void> {
    const waiting = await dispatchesUnmapped(sql, accountId);
    const matched = waiting.filter(({ detail }) => waitsForOneOf(detail, mapped));
    if (matched.length === 0) return;
    const orderIds = [...new Set(matched.map(({ order_id }) => order_id))];
    await planAgain(sql, { clock: this.clock, instance: this.instance }, orderIds);
    const ids = matched.map(({ id }) => id);
    const released = await releaseUnmapped(sql, ids, this.clock.now());
    if (released > 0) await wakeUp(sql, DISPATCH_SEND, this.instance.id);
  }
}
