import { type Account, configAt } from '#connectors-core/account.js';
import type { NumberClaim } from '#domain/number-claim.js';
import { composedNumber } from '#domain/order-number.js';
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
  const { orderNumbers, numbersRestartAt, numbersZone } = configAt(account, placedAt);
  const numbering = { orderNumbers, restartAt: numbersRestartAt, zone: numbersZone };
  const vendorNo = composedNumber({ orderNo, storeCode, placedAt }, numbering);
  const plain = vendorNo === orderNo ? [] : [orderNo];
  return {
    vendorNo,
    claim: { orderNo, storeCode, placedAt, mayMove: account.config.orderMoves === 'on' },
    numbers: [...new Set([...plain, ...(numbers ?? [])])],
  };
}
