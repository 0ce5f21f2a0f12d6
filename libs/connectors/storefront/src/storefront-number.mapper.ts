import { type Account, configAt } from '#connectors-core/account.js';
import type { NumberClaim } from '#domain/number-claim.js';
import { composedNumber, type NumberedOrder, type Numbering } from '#domain/order-number.js';
import type { StorefrontConfig } from './storefront.config.js';
import type { StorefrontDocument } from './storefront.schema.js';

/** What a document says of its order's number. */
export interface DocumentNumber {
  readonly vendorNo: string;
  readonly claim: NumberClaim;
  /** Under which people ask for the order besides. */
  readonly numbers: readonly string[];
}

/**
 * The number by which the order is known, as the shop numbered orders when this one was placed: so all documents of an
 * order come to one number, whatever the settings are by now.
 */
export function numberOf(
  { orderNo, storeCode, placedAt, numbers }: StorefrontDocument,
  account: Account<StorefrontConfig>,
): DocumentNumber {
  const order = { orderNo, storeCode, placedAt };
  const vendorNo = composedNumber(order, numberingOf(configAt(account, placedAt)));
  const former = formerNumbers(order, account).filter((number) => number !== vendorNo);
  const plain = vendorNo === orderNo ? [] : [orderNo];
  return {
    vendorNo,
    claim: {
      ...order,
      mayMove: account.config.orderMoves === 'on',
      ...(former.length === 0 ? {} : { former }),
    },
    numbers: [...new Set([...plain, ...(numbers ?? [])])],
  };
}

const numberingOf = ({ orderNumbers, numbersRestartAt, numbersZone }: StorefrontConfig): Numbering => ({
  orderNumbers,
  restartAt: numbersRestartAt,
  zone: numbersZone,
});

/** A shop's clock may run ahead: an order was recorded before a change, and says that it was placed after it. */
const formerNumbers = (order: NumberedOrder, { config, past = [] }: Account<StorefrontConfig>): string[] => [
  ...new Set(past.map((then) => composedNumber(order, numberingOf({ ...config, ...then.config })))),
];
