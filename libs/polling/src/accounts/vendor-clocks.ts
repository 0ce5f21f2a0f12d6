import { isBelievable } from '#connectors-core/vendor-clock.js';

/** What is known of the vendors' clocks. */
export interface VendorClocks {
  /** The vendor's clock minus ours, ms, as its answers show it; undefined while none has. */
  vendorClockOffset(accountId: string): number | undefined;
}

/** What windows go by: a nonsense header must not put them off for years. Undefined: our own clock is all there is. */
export function believedOffset(clocks: VendorClocks, accountId: string): number | undefined {
  const offset = clocks.vendorClockOffset(accountId);
  return offset !== undefined && isBelievable(offset) ? offset : undefined;
}
