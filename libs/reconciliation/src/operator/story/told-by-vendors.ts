import type { ObservedGroups } from '#domain/order-observation.js';
import type { LinkStoryView } from '#ledger/story/link-story.query.js';
import type { StatedView } from '#ledger/story/stated.query.js';
import type { StoryNames } from './names.js';
import type { StoryItem } from './story-item.js';

type Said = StatedView['said'];
type Facts = Readonly<Record<string, unknown>>;

/** What was stated, of the groups that it changed; of all that it says where it came late. */
export function statedItem(row: StatedView, names: StoryNames): StoryItem {
  const { at, key, legId, asOf, said, ofContact, changed } = row;
  const isLate = changed.length === 0;
  const groups = isLate ? [...Object.keys(said), ...(ofContact ? ['contact'] : [])] : changed;
  const facts = groups.flatMap((group) => Object.entries(factsOf(group, said)));
  return {
    at,
    kind: isLate ? 'stated_late' : 'stated',
    evidence: { ...names.leg(legId), asOfAt: asOf.toISOString(), ...Object.fromEntries(facts) },
    ids: { entryId: key, legId },
  };
}

function factsOf(group: string, said: Said): Facts {
  if (group === 'contact') return { contact: true };
  const tell = Object.hasOwn(GROUPS, group) ? GROUPS[group as keyof typeof GROUPS] : undefined;
  return tell?.(said) ?? {};
}

const text = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
const digits = (fen: bigint | null | undefined): string | null => fen?.toString() ?? null;
/** A time that is not given is not told of. */
const known = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));

const GROUPS: Readonly<Record<Exclude<keyof ObservedGroups, 'contact'>, (said: Said) => Facts>> = {
  placement: ({ placement }) => ({ placedAt: text(placement?.placedAt) }),
  payment: ({ payment }) => ({ payment: payment?.state, ...known({ paidAt: text(payment?.paidAt) }) }),
  fulfilment: ({ fulfilment }) => ({
    fulfilment: fulfilment?.state,
    ...known({ completedAt: text(fulfilment?.completedAt) }),
  }),
  afterSale: ({ afterSale }) => ({
    afterSale: afterSale?.state,
    ...known({ refundedFen: refunded(afterSale) }),
  }),
  amounts: ({ amounts }) => ({ saleFen: digits(amounts?.saleFen), totalFen: digits(amounts?.totalFen) }),
  lines: ({ lines }) => ({ lines: lines?.length ?? 0 }),
  service: ({ service }) => ({ service: service?.kind ?? null }),
};

function refunded(afterSale: Said['afterSale']): string | null {
  const refunds = afterSale?.refunds ?? [];
  return refunds.length === 0 ? null : digits(refunds.reduce((sum, { amountFen }) => sum + amountFen, 0n));
}

/** @param orderId whose story is told */
export function linkItem(row: LinkStoryView, names: StoryNames, orderId: string): StoryItem {
  const { at, legId, accountId, number, evidence, by, because } = row;
  const isHere = row.orderId === orderId;
  const who = { account: names.account(accountId), number };
  const ids = { legId, accountId, ...(isHere ? {} : { orderId: row.orderId }) };
  if (by === null)
    return { at, kind: isHere ? 'linked' : 'unlinked', evidence: { ...who, link: evidence }, ids };
  const kind = isHere ? 'linked_by_person' : 'unlinked_by_person';
  return { at, kind, evidence: { ...who, by, because }, ids };
}
