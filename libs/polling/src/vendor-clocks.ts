/** What is known of the vendors' clocks. */
export interface VendorClocks {
  /** The vendor's clock minus ours, ms; undefined while no answer has shown it. */
  vendorClockOffset(accountId: string): number | undefined;
}
