import { sameFigures } from '#reporting/figures/figures.js';
import type { AccountFacts, AccountsFacts } from './account-facts.js';
import type { ComparedHour, ComparedTickets } from './compared-hour.js';
import { notCovered } from './covered.js';
import { foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { silenceOfAccount } from './silence.js';
import { latest } from './standing.js';

/**
 * The tickets that the vendor has of an hour are not what was reported of it, where the account says that they are the
 * same sales. Nothing is said while the report is about to be another, or the tickets are not read to the hour's end.
 */
export function ticketsDiffer(hour: ComparedHour, accounts: AccountsFacts): Judged {
  const { accountId, accepted, submission, tickets } = hour;
  if (accountId === null || accepted === null || submission === null) return NOTHING;
  const account = accounts.get(accountId);
  if (account !== undefined && account.tickets !== 'same_sales') return NOTHING;
  const silent = silenceOfAccount(account);
  if (silent !== null || account === undefined) return silentFor(silent ?? 'account_unwell');
  if (!isReported(hour)) return silentFor('reporting_open');
  if (tickets === null) return silentFor('not_listed');
  const open = unread(hour, tickets, account);
  if (open !== null) return open;
  const { totalFen, count, since } = tickets;
  if (totalFen === null) return silentFor('not_filled');
  if (totalFen === accepted.totalFen && count === accepted.orders) return NOTHING;
  const evidence = {
    hourAt: hour.start.toISOString(),
    ticketsFen: totalFen.toString(),
    tickets: count,
    reportedFen: accepted.totalFen.toString(),
    reported: accepted.orders,
  };
  const reportedSince = since === null ? submission.since : latest(submission.since, since);
  return foundOnly([{ key: '', since: reportedSince, accountId, evidence, repairs: [] }]);
}

/** What was accepted is the hour's latest revision; where it is not, that is a difference of its own. */
const isReported = ({ accepted, ledger, submission, settles, asks }: ComparedHour): boolean =>
  submission?.state === 'accepted' &&
  !settles &&
  asks === null &&
  accepted !== null &&
  sameFigures(accepted, ledger);

/** Each store of the vendor's is a stream of its own. */
function unread({ start, end }: ComparedHour, { streams }: ComparedTickets, { coverage }: AccountFacts) {
  const own = (coverage ?? []).filter(({ stream }) => streams.includes(stream));
  if (streams.length === 0 || own.length < streams.length) return silentFor('not_listed');
  return notCovered({ coverage: own }, start, end);
}
