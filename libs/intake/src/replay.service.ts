import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { ContradictionResolveService } from './contradiction-resolve.service.js';
import { type DeliveryQuery } from './delivery.query.js';
import { INTAKE_DRAIN } from './intake.tasks.js';
import { requeue } from './inbox.store.js';
import { type FailedOrder, holdFailed } from './failed-replays.store.js';

/**
 * Works a settled delivery off once more, from its stored bytes: what a corrected mapper needs. One that still
 * waits is only hastened.
 */
export class ReplayService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryQuery,
    private readonly instance: Instance,
    private readonly contradictions: Pick<ContradictionResolveService, 'replay'>,
  ) {}

  /**
   * @returns false when there is no such delivery
   * @throws DomainError when it never was, and never will be, worked off
   */
  async replay(id: string): Promise<boolean> {
    const delivery = await this.deliveries.get(id);
    if (delivery === undefined) return false;
    if (delivery.state === 'conflict') {
      throw new DomainError(
        'this delivery was refused because its key had been used for another body: it cannot be replayed',
      );
    }
    if (delivery.state === 'refused') {
      throw new DomainError('this delivery was refused for its content: its sender must send it corrected');
    }
    if (delivery.references.length === 0 && delivery.state === 'not_read') {
      throw new DomainError('this delivery names no order: there is nothing in it that could be worked off');
    }
    await this.database.transaction(async (sql) => {
      if (delivery.state === 'contradicts') await this.contradictions.replay(sql, id);
      else await requeue(sql, id);
      await wakeUp(sql, INTAKE_DRAIN, this.instance.id);
    });
    return true;
  }

  /**
   * The newest of these orders' deliveries that failed is worked off once more, in the caller's transaction.
   * @returns its id; undefined where none of them has failed
   */
  async replayFailedOn(sql: Sql, order: FailedOrder): Promise<string | undefined> {
    const id = await holdFailed(sql, order);
    if (id === undefined) return undefined;
    await requeue(sql, id);
    await wakeUp(sql, INTAKE_DRAIN, this.instance.id);
    return id;
  }
}
