import type { Sql } from '#database/sql.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import { erasedAmong, holdNames, type NamedOrder } from '#ledger/erasure/erased-legs.store.js';
import { blankDeliveries } from './blanked-deliveries.store.js';
import type { KeptDelivery } from './deliveries-of-order.query.js';

/** A delivery as it names its orders. */
interface NamingDelivery {
  readonly id: string;
  readonly received_at: Date;
  readonly account_id: string;
  readonly connector: string;
  readonly references: readonly { readonly vendorNo: string }[];
}

/**
 * Blanks what comes of orders whose person was erased, before it is settled: bytes are kept before they are read. Orders are
 * known by their numbers, where each has one of its own.
 */
export class ErasedSenders {
  constructor(readonly keeping: BodyKeeping) {}

  /** What names such an order. */
  async blankNamed(sql: Sql, deliveries: readonly NamingDelivery[]): Promise<void> {
    const isErased = await this.erasedOf(sql, deliveries.flatMap(namesOf));
    const theirs = deliveries.filter((one) => namesOf(one).some(isErased));
    await this.blank(sql, theirs);
  }

  /** What is known to be of such an order. */
  async blank(sql: Sql, deliveries: readonly NamingDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await blankDeliveries(sql, deliveries.map(toKept), { keeping: this.keeping });
  }

  /**
   * What is about to be stored and never worked off (refused, in conflict), in the transaction that stores it.
   * @returns the bytes that may be kept of each, in their order
   */
  async bytesToKeep(sql: Sql, deliveries: readonly UnstoredDelivery[]): Promise<readonly Buffer[]> {
    const names = ({ accountId: account_id, numbers }: UnstoredDelivery): NamedOrder[] =>
      numbers.map((vendor_no) => ({ account_id, vendor_no }));
    await holdNames(sql, deliveries.flatMap(names), 'keeping');
    const isErased = await this.erasedOf(sql, deliveries.flatMap(names));
    return deliveries.map((one) =>
      names(one).some(isErased)
        ? (this.keeping.redaction(one.connector, one.body, one.numbers)?.body ?? Buffer.alloc(0))
        : one.body,
    );
  }

  private async erasedOf(sql: Sql, orders: readonly NamedOrder[]): Promise<(order: NamedOrder) => boolean> {
    const erased = new Set((await erasedAmong(sql, orders)).map(keyOf));
    return (order) => erased.has(keyOf(order));
  }
}

interface UnstoredDelivery {
  readonly accountId: string;
  readonly connector: string;
  readonly numbers: readonly string[];
  readonly body: Buffer;
}

const keyOf = ({ account_id, vendor_no }: NamedOrder): string => `${account_id} ${vendor_no}`;

const namesOf = ({ account_id, references }: NamingDelivery): NamedOrder[] =>
  references.map(({ vendorNo: vendor_no }) => ({ account_id, vendor_no }));

const toKept = ({ id, received_at, account_id, connector, references }: NamingDelivery): KeptDelivery => ({
  ...{ id, received_at, account_id, connector },
  numbers: references.map(({ vendorNo }) => vendorNo),
});
