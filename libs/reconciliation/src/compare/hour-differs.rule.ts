import { sameFigures } from '#reporting/figures/figures.js';
import type { AccountsFacts } from './account-facts.js';
import type { ComparedHour } from './compared-hour.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';

/**
 * What the vendor accepted last of an hour is not what the ledger says, and reporting does not mend that by itself: it
 * asks, was refused, or has not learned what became of its report.
 */
export function hourDiffers(hour: ComparedHour, accounts: AccountsFacts): Judged {
  const { accountId, ledger, accepted } = hour;
  if (accountId === null || (accepted !== null && sameFigures(accepted, ledger))) return NOTHING;
  const wait = waitOf(hour);
  if (wait === null) return NOTHING;
  if (accounts.get(accountId)?.standing === 'paused') return silentFor('account_paused');
  if (wait === 'reporting_open') return silentFor(wait);
  return foundOnly([toFound(hour, accountId, wait)]);
}

interface Wait {
  readonly state: string;
  readonly since: Date;
  /** What is asked again ends in time or not at all. */
  readonly isFinal: boolean;
}

/** Null: there is nothing to wait for. A hole, of which nobody has been told, is reporting's own. */
function waitOf({ asks, settles, submission, revisedAt }: ComparedHour): Wait | 'reporting_open' | null {
  if (asks !== null) return { state: asks, since: revisedAt, isFinal: true };
  if (settles || submission?.state === 'waiting') return 'reporting_open';
  if (submission === null || submission.state === 'accepted') return null;
  return { ...submission, isFinal: submission.state !== 'unknown' };
}

function toFound(hour: ComparedHour, accountId: string, { state, since, isFinal }: Wait): Found {
  const { start, ledger, accepted } = hour;
  return {
    key: '',
    since,
    accountId,
    isFinal,
    evidence: {
      hourAt: start.toISOString(),
      reportedFen: accepted?.totalFen.toString() ?? null,
      ledgerFen: ledger.totalFen.toString(),
      reported: accepted?.orders ?? null,
      ledger: ledger.orders,
      state,
    },
    repairs: [{ kind: 'submit', accountId, legId: null }],
  };
}
