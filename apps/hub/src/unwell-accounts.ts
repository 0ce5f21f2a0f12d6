import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { TroubleList } from '#accounts/accounts/account-trouble.js';
import type { AccountStandings } from '#reconciliation/read/accounts-facts.js';
import type { AccountHealth } from './account-health.js';

/** Troubles by which nobody knows what a vendor would say now. Those of hours, jobs and single orders hide no order. */
const HIDING: ReadonlySet<TroubleList> = new Set(['windows', 'deliveries', 'refreshes', 'dispatches']);

/** For so long what was read is used again, ms: changed orders come many a second. */
const KNOWN_FOR_MS = 5_000;

/** Tells whose stories cannot be judged just now. */
export class UnwellAccounts implements AccountStandings {
  private known: { readonly ids: Promise<ReadonlySet<string>>; readonly until: number } | undefined;

  constructor(
    private readonly accounts: Pick<AccountDirectory, 'all'>,
    private readonly health: Pick<AccountHealth, 'ofAll'>,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {}

  /** @throws what the database says; nothing of it is kept */
  unwellIds(): Promise<ReadonlySet<string>> {
    const now = this.monotonicNow();
    if (this.known !== undefined && now < this.known.until) return this.known.ids;
    const ids = this.read();
    this.known = { ids, until: now + KNOWN_FOR_MS };
    ids.catch(() => (this.known = undefined));
    return ids;
  }

  private async read(): Promise<ReadonlySet<string>> {
    const accounts = this.accounts.all().map(({ account: { id }, paused }) => ({ id, paused }));
    const healthy = await this.health.ofAll(accounts);
    const unwell = healthy.filter(({ health }) => health.troubles.some(({ what }) => HIDING.has(what)));
    return new Set(unwell.map(({ id }) => id));
  }
}
