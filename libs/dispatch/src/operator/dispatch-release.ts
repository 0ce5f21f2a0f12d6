import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { planAgain } from './look-again.js';
import { ordersUnmapped, releaseUnmapped } from './requests.store.js';

/** Lets orders go on that waited for a mapping. */
export class DispatchRelease {
  constructor(
    private readonly clock: Clock,
    private readonly instance: Instance,
  ) {}

  /**
   * To be called in the transaction that changed the account's mappings, after the change. All are released:
   * what is still not mapped is held again, and then says what is missing now.
   */
  async release(sql: Sql, accountId: string): Promise<void> {
    await planAgain(
      sql,
      { clock: this.clock, instance: this.instance },
      await ordersUnmapped(sql, accountId),
    );
    const released = await releaseUnmapped(sql, accountId, this.clock.now());
    if (released > 0) await wakeUp(sql, DISPATCH_SEND, this.instance.id);
  }
}
