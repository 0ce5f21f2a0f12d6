import type { Database } from '#database/database.js';
import { DomainError } from '#domain/domain-error.js';
import type { DeliveryQuery, DeliveryView } from './delivery.query.js';
import { dismissRefused } from './refused.store.js';

/** Lets a person be done with a refused delivery: it stays to be seen, and is no trouble of its account any more. */
export class DismissService {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveryQuery,
  ) {}

  /**
   * @returns undefined when there is no such delivery
   * @throws DomainError when it was not refused
   */
  async dismiss(id: string): Promise<DeliveryView | undefined> {
    const delivery = await this.deliveries.get(id);
    if (delivery === undefined) return undefined;
    if (delivery.state !== 'refused') {
      throw new DomainError(
        delivery.state === 'contradicts'
          ? 'this delivery contradicts the order that has its number: resolve it as same, another or discard'
          : `this delivery is ${delivery.state}: only one that was refused can be dismissed`,
      );
    }
    await dismissRefused(this.database, id);
    return this.deliveries.get(id);
  }
}
