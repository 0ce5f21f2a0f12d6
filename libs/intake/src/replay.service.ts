import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { ContradictionResolveService } from './contradiction-resolve.service.js';
import type { DeliveryState } from './delivery.query.js';
import { INTAKE_DRAIN } from './intake.tasks.js';
import { requeue } from './inbox.store.js';
import { type FailedOrder, holdFailed, readReplayed, type ReplayedDelivery } from './failed-replays.store.js';

/**
 * Works a settled delivery off once more, from its stored bytes: what a corrected mapper needs. One that still
 * waits is only hastened.
 */
export class ReplayService {
  constructor(
    private readonly database: Database,
    private readonly instance: Instance,
    private readonly contradictions: Pick<ContradictionResolveService, 'replay'>,
  ) {}

  /** @throws NotFoundError; DomainError when it never was, and never will be, worked off */
  replay(id: string): Promise<void> {
    return this.database.transaction((sql) => this.replayOn(sql, id));
  }

  /**
   * The same in the caller's transaction.
   * @param from as it was when somebody decided so
   * @throws as `replay`; ConflictError where it is in another state by now
   */
  async replayOn(sql: Sql, id: string, from: DeliveryState | null = null): Promise<void> {
    const delivery = await readReplayed(sql, id);
    if (delivery === undefined) throw new NotFoundError('delivery', id);
    const { state } = delivery;
    if (from !== null && state !== from) throw isOtherwise(state);
    refuseUnread(delivery);
    if (state === 'contradicts') await this.contradictions.replay(sql, id);
    else if (!(await requeue(sql, id, from))) throw isOtherwise('another');
    await wakeUp(sql, INTAKE_DRAIN, this.instance.id);
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

const isOtherwise = (deliveryState: DeliveryState | 'another'): ConflictError =>
  new ConflictError(refusal('delivery_is_otherwise', { deliveryState }));

function refuseUnread({ state, namesOrders }: ReplayedDelivery): void {
  if (state === 'conflict') {
    throw new DomainError(refusal('conflict_not_replayed'));
  }
  if (state === 'refused') {
    throw new DomainError(refusal('refused_not_replayed'));
  }
  if (!namesOrders && state === 'not_read') {
    throw new DomainError(refusal('delivery_names_no_order'));
  }
}
