import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { PollingAccounts } from '../accounts/polling-accounts.js';
import type { VendorClocks } from '../accounts/vendor-clocks.js';

const HOUR_MS = 3_600_000;

/**
 * Tells people of vendors whose clocks are far from ours, before signatures are refused: a line an account and
 * hour, for each hub. Windows follow the earlier clock by themselves.
 */
export class ClockAlarm {
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly vendorClocks: VendorClocks,
    private readonly clock: Clock,
    private readonly mostMs: number,
    private readonly log: Log,
  ) {}

  look(): void {
    const now = this.clock.now().getTime();
    for (const { account, connector, paused } of this.accounts.all()) {
      if (paused) continue;
      const offsetMs = this.vendorClocks.vendorClockOffset(account.id) ?? 0;
      if (Math.abs(offsetMs) <= this.mostMs || now < (this.toldAt.get(account.id) ?? 0) + HOUR_MS) continue;
      this.toldAt.set(account.id, now);
      this.log({
        event: 'vendor_clock',
        level: 'error',
        accountId: account.id,
        connector: connector.id,
        outcome: offsetMs < 0 ? 'behind' : 'ahead',
        ms: undefined,
        offsetMs,
      });
    }
  }
}
