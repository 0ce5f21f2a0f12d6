import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import type { Clock } from '#domain/clock.js';
import type { VendorClocks } from '#polling/accounts/vendor-clocks.js';

/**
 * Vendors whose clocks are far from ours: their signatures are refused soon. Each hub knows the clocks of the accounts
 * that it has called, and says nothing of others.
 */
export class VendorClockAlarms implements StandingSource {
  readonly name = 'vendor_clocks';
  readonly kinds = ['vendor_clock'] as const;

  constructor(
    private readonly accounts: Pick<AccountDirectory, 'all'>,
    private readonly clocks: VendorClocks,
    private readonly clock: Clock,
    /** Farther is an alarm. */
    private readonly mostMs: number,
  ) {}

  read(): Promise<Stands> {
    const called = this.accounts.all().map(({ account: { id, name }, paused }) => ({
      ...{ id, name, offsetMs: paused ? 0 : this.clocks.vendorClockOffset(id) },
    }));
    const standing = called
      .filter(({ offsetMs = 0 }) => Math.abs(offsetMs) > this.mostMs)
      .map(({ id, name, offsetMs = 0 }) => ({
        kind: 'vendor_clock' as const,
        ...{ subject: subjectOf(id), since: this.clock.now(), count: 1 },
        params: { account: name, seconds: Math.round(offsetMs / 1_000) },
      }));
    const silent = called.filter(({ offsetMs }) => offsetMs === undefined);
    return Promise.resolve({ standing, unknown: new Set(silent.map(({ id }) => subjectOf(id))) });
  }
}

const subjectOf = (accountId: string): string => `clock:${accountId}`;
