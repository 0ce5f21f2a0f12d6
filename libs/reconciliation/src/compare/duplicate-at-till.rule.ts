import type { AccountsFacts } from './account-facts.js';
import { type ComparedLeg, type ComparedOrder, hasOpenCommand, tillLegs } from './compared-order.js';
import { foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { cancelOf } from './repairs.js';
import { silenceOfWords } from './silence.js';
import { isAlive, latest } from './standing.js';

/** Tills have the order more than once, and nobody has called off any of them. */
export function duplicateAtTill(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const tills = tillLegs(order);
  if (tills.length < 2) return NOTHING;
  const silent = silenceOfWords(tills, accounts);
  if (silent !== null) return silentFor(silent);
  const alive = tills.filter(isAlive).sort((a, b) => keptRank(a, order) - keptRank(b, order) || byMade(a, b));
  const [kept, ...others] = alive;
  const [first] = others;
  if (kept === undefined || first === undefined) return NOTHING;
  if (hasOpenCommand(order)) return silentFor('dispatch_open');
  return foundOnly([
    {
      key: '',
      since: latest(...others.map(({ createdAt }) => createdAt)),
      accountId: first.accountId,
      evidence: {
        till: kept.vendorNo,
        others: others.map(({ vendorNo }) => vendorNo).join(', '),
        count: alive.length,
      },
      repairs: others.flatMap((till) => cancelOf(till, accounts)),
    },
  ]);
}

/** The one that the last placing names stays, else the one that was known first. */
function keptRank({ accountId, vendorNo }: ComparedLeg, { commands }: ComparedOrder): number {
  const placed = commands.filter(
    (one) => one.kind === 'place' && one.accountId === accountId && one.vendorNo === vendorNo,
  );
  return -Math.max(0, ...placed.map(({ generation }) => generation));
}

const byMade = (a: ComparedLeg, b: ComparedLeg): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
