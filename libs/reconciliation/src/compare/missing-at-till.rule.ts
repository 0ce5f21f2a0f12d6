import { TAKEN_BACK } from '#dispatch/dispatch-words.js';
import { isNews, isYoungEnough, tillForNews } from '#dispatch/plan/news-rule.js';
import { standingToPlace } from '#dispatch/plan/place-standing.js';
import type { Till } from '#dispatch/plan/scene.js';
import type { AccountFacts, AccountsFacts } from './account-facts.js';
import {
  type ComparedCommand,
  type ComparedLeg,
  type ComparedOrder,
  hasOpenCommand,
  storefrontLeg,
} from './compared-order.js';
import { notCovered } from './covered.js';
import { type Found, foundOnly, type Judged, NOTHING, silentFor } from './difference.js';
import { silenceOfAccount, silenceOfWords } from './silence.js';
import { isUntold, latest } from './standing.js';

/**
 * A paid order that dispatch places by itself is at no till, though the till is read past it. What dispatch would not
 * place is not missed, and what it is still about to do is no difference.
 */
export function missingAtTill(order: ComparedOrder, accounts: AccountsFacts): Judged {
  const leg = storefrontLeg(order);
  if (leg === undefined || !mayBeMissing(order, accounts)) return NOTHING;
  if (leg.origin === null) return silentFor('not_filled');
  const { accountId, storeId, openedBy, createdAt, origin } = leg;
  const news = { accountId, storeId, openedBy, createdAt, origin };
  const till = tillForNews(news, tillsOf(accounts), spokenSince(leg, accounts));
  if (till === undefined || !isYoungEnough(paidAt(order, leg), till.placeWithinMs, newsSince(leg)))
    return NOTHING;
  const account = accounts.get(placing(order)?.accountId ?? till.accountId);
  const silent = silenceOfWords([leg], accounts) ?? silenceOfAccount(account);
  if (silent !== null || account === undefined) return silentFor(silent ?? 'account_unwell');
  if (hasOpenCommand(order)) return silentFor('dispatch_open');
  if (!isListed(placing(order), account)) return silentFor('not_listed');
  const due = latest(newsSince(leg), ...order.commands.flatMap(({ overAt }) => overAt ?? []));
  return notCovered(account, due) ?? foundOnly([toFound(order, leg, account, due)]);
}

/** Whether all but where it came from says that it should be at a till and is not: most orders are at theirs. */
export function mayBeMissing(order: ComparedOrder, accounts: AccountsFacts): boolean {
  const leg = storefrontLeg(order);
  if (leg?.facts == null || standingToPlace(leg.facts) !== 'wanted') return false;
  if (order.legs.some(isToldByTill) || order.commands.some(isTakenBack)) return false;
  for (const { till } of accounts.values())
    if (till !== null && isNews(leg, till, spokenSince(leg, accounts))) return true;
  return false;
}

/** What only a receipt told of may be lost there; what is cancelled there is another rule's. */
const isToldByTill = (leg: ComparedLeg): boolean => leg.sellRank === 1 && !isUntold(leg);

/** What a person has said is not to be placed is not missed. */
const isTakenBack = ({ kind, errorCode }: ComparedCommand): boolean =>
  kind === 'place' && errorCode === TAKEN_BACK.code;

const placing = ({ commands }: ComparedOrder): ComparedCommand | undefined =>
  commands
    .filter(({ kind, state }) => kind === 'place' && state === 'done')
    .reduce<ComparedCommand | undefined>((a, b) => (a !== undefined && a.id > b.id ? a : b), undefined);

/**
 * Whether a listing shows a booked order by now at all: it stands there under the time that it was sent with, and
 * windows reach back only so far. What a person says was placed has no such time.
 */
function isListed(placed: ComparedCommand | undefined, { coverage }: AccountFacts): boolean {
  if (placed === undefined) return true;
  const { statedAt, overAt } = placed;
  if (statedAt === null || overAt === null) return false;
  const late = overAt.getTime() - statedAt.getTime();
  return (coverage ?? []).every(({ lagMs, overlapMs }) => late <= lagMs + overlapMs);
}

const tillsOf = (accounts: AccountsFacts): Till[] => [...accounts.values()].flatMap(({ till }) => till ?? []);

const spokenSince = ({ accountId, storeId, vendorStoreId }: ComparedLeg, accounts: AccountsFacts) =>
  storeId === null ? undefined : accounts.get(accountId)?.speaksSince(storeId, vendorStoreId);

/** Since when dispatch could have placed it. */
const newsSince = ({ facts, createdAt }: ComparedLeg): Date =>
  latest(createdAt, facts?.paymentSince ?? createdAt);

const paidAt = ({ placedAt }: ComparedOrder, { facts, createdAt }: ComparedLeg): Date =>
  facts?.paidAt ?? placedAt ?? createdAt;

function toFound(order: ComparedOrder, leg: ComparedLeg, { id }: AccountFacts, since: Date): Found {
  return {
    key: '',
    since,
    accountId: id,
    evidence: {
      storefront: leg.vendorNo,
      saleFen: leg.facts?.saleFen?.toString() ?? null,
      paidAt: paidAt(order, leg).toISOString(),
    },
    repairs: [{ kind: 'place', accountId: id, legId: leg.id }],
  };
}
