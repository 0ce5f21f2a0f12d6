import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { DeliveryQuery, DeliveryView } from './delivery.query.js';
import { discardFailed } from './failed-replays.store.js';
import { dismissRefused } from './refused.store.js';

/** Lets a person be done with a delivery that was refused, or failed: it stays to be seen, and nothing waits for it any more. */
export class DismissService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryQuery,
  ) {}

  /**
   * @returns undefined when there is no such delivery
   * @throws DomainError when it was neither refused nor has failed
   */
  async dismiss(id: string): Promise<DeliveryView | undefined> {
    const delivery = await this.deliveries.get(id);
    if (delivery === undefined) return undefined;
    if (delivery.state !== 'refused' && delivery.state !== 'failed') {
      throw new DomainError(
        delivery.state === 'contradicts'
          ? refusal('contradiction_not_dismissed')
          : refusal('only_refused_dismissed', { deliveryState: delivery.state }),
      );
    }
    await this.database.transaction(async (sql) => {
      await (delivery.state === 'failed' ? discardFailed : dismissRefused)(sql, id);
      await audited(sql, { before: { state: delivery.state } });
    });
    return this.deliveries.get(id);
  }
}
