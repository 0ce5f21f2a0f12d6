import type { AccountsFacts } from './account-facts.js';
import {
  type ComparedCommand,
  type ComparedLeg,
  type ComparedOrder,
  hasOpenCommand,
  storefrontLeg,
} from './compared-order.js';
import { type Evidence, type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { lookAgainOf } from './repairs.js';
import { silenceOf } from './silence.js';
import { isCancelled, isUntold } from './standing.js';

/** An order at a till that we placed there. */
interface Placed {
  readonly till: ComparedLeg;
  readonly command: ComparedCommand;
}

/**
 * A till shows another sum than was sent to it, by more than the accounts call rounding. Where it shows what the
 * storefront says by now, somebody put it right.
 */
export const amountDiffers = (order: ComparedOrder, accounts: AccountsFacts): Judged =>
  differing(order, accounts, ({ till, command: { sentFen } }) => {
    const shownFen = till.facts?.saleFen ?? null;
    if (sentFen === null || shownFen === null) return null;
    const storefront = storefrontLeg(order);
    if (shownFen === storefront?.facts?.saleFen) return null;
    const apart = shownFen > sentFen ? shownFen - sentFen : sentFen - shownFen;
    return apart <= roundingOf([till, storefront], accounts)
      ? null
      : { till: till.vendorNo, sentFen: sentFen.toString(), shownFen: shownFen.toString() };
  });

/** A till shows other products, or more or less of them, than were sent to it. */
export const linesDiffer = (order: ComparedOrder, accounts: AccountsFacts): Judged =>
  differing(order, accounts, ({ till, command: { sentProducts: sent } }) => {
    const shown = till.facts?.productsDigest ?? null;
    return sent === null || shown === null || sent === shown ? null : { till: till.vendorNo, sent, shown };
  });

/** The most that any of the accounts calls rounding, fen. */
const roundingOf = (legs: readonly (ComparedLeg | undefined)[], accounts: AccountsFacts): bigint =>
  legs
    .map((leg) => accounts.get(leg?.accountId ?? '')?.roundingMostFen ?? 0n)
    .reduce((most, one) => (one > most ? one : most), 0n);

function differing(
  order: ComparedOrder,
  accounts: AccountsFacts,
  evidenceOf: (placed: Placed) => Evidence | null,
): Judged {
  const placed = placedOf(order);
  if (placed.length === 0) return NOTHING;
  const silent = silenceOf(
    placed.map(({ till }) => till),
    accounts,
  );
  if (silent !== null) return silentFor(silent);
  const found = placed.flatMap((one) => toFound(one, evidenceOf(one), accounts));
  return found.length > 0 && hasOpenCommand(order) ? silentFor('dispatch_open') : foundOnly(found);
}

/** What was sent is known by its marker; what is cancelled again matters no more. */
function placedOf({ legs, commands }: ComparedOrder): readonly Placed[] {
  const placed: Placed[] = [];
  for (const command of commands) {
    const { kind, state, marker, accountId } = command;
    if (kind !== 'place' || state !== 'done' || marker === null) continue;
    for (const till of legs)
      if (till.marker === marker && till.accountId === accountId && !isUntold(till) && !isCancelled(till))
        placed.push({ till, command });
  }
  return placed;
}

const toFound = ({ till }: Placed, evidence: Evidence | null, accounts: AccountsFacts): Found[] =>
  evidence === null
    ? []
    : [
        {
          key: till.id,
          since: till.createdAt,
          accountId: till.accountId,
          evidence,
          repairs: lookAgainOf(till, accounts),
        },
      ];
