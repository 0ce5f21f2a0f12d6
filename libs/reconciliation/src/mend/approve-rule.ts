import { type Refusal, refusal } from '#domain/refusal.js';
import type { RepairKind } from '#domain/repair.js';
import { isSameOffer, type RepairOffer } from '../compare/difference.js';
import type { OfferingDiscrepancy } from './offering.store.js';
import { asksFirst, PLAN_HOLDS_MS } from './plan-rule.js';
import type { Repair } from './repair.js';

/** Which repair a person means: by its kind, and by whose it is where several are offered. */
export interface MeantRepair {
  readonly kind: RepairKind;
  readonly accountId?: string | undefined;
  readonly legId?: string | null | undefined;
}

/** What comes of a person's approval. */
export type Approval =
  /** It is approved already, or begun: two who say the same have said it once. */
  | { readonly is: 'unchanged'; readonly repair: Repair }
  | { readonly is: 'approve'; readonly repair: Repair; readonly from: 'fetching' | 'approved' }
  /** A new one; what was only suggested gives way to it. */
  | { readonly is: 'make'; readonly offer: RepairOffer; readonly instead: Repair | null }
  | { readonly is: 'refused'; readonly why: Refusal; readonly field?: 'repair' };

/** @param live the discrepancy's repair that has not ended @param meant undefined: whichever is offered */
export function approvalOf(
  discrepancy: OfferingDiscrepancy,
  live: Repair | undefined,
  meant: MeantRepair | undefined,
  now: Date,
): Approval {
  const { state, repairs, fingerprint } = discrepancy;
  if (state === 'closed') return refused(refusal('discrepancy_closed_no_repair'));
  if (state !== 'open') return refused(refusal('discrepancy_decided_no_repair', { decided: state }));
  if (live !== undefined && isUnderWay(live)) return ofUnderWay(live, meant);
  const offers = repairs.filter((offer) => isMeant(offer, meant));
  const [offer, ...others] = offers;
  if (offer === undefined) return { ...refused(notOffered(repairs)), field: 'repair' };
  if (others.length > 0) return { ...refused(whichOf(offers)), field: 'repair' };
  const isSame = live?.fingerprint === fingerprint && isSameOffer(offer, live);
  if (!isSame) return { is: 'make', offer, instead: live ?? null };
  return { is: 'approve', repair: live, from: holds(live, now) ? 'approved' : 'fetching' };
}

const refused = (why: Refusal) => ({ is: 'refused', why }) as const;

const isUnderWay = ({ state, approvedAt }: Repair): boolean => state === 'begun' || approvedAt !== null;

const ofUnderWay = (live: Repair, meant: MeantRepair | undefined): Approval =>
  isMeant(live, meant)
    ? { is: 'unchanged', repair: live }
    : refused(
        refusal('another_repair_under_way', {
          repairState: live.state,
          repair: live.kind,
          repairId: live.id,
        }),
      );

const isMeant = (offer: RepairOffer, meant: MeantRepair | undefined): boolean =>
  meant === undefined ||
  (offer.kind === meant.kind &&
    (meant.accountId === undefined || offer.accountId === meant.accountId) &&
    (meant.legId === undefined || offer.legId === meant.legId));

const notOffered = (repairs: readonly RepairOffer[]): Refusal =>
  repairs.length === 0
    ? refusal('nothing_would_mend')
    : refusal('repair_not_offered', { offers: listOf(repairs) });

const whichOf = (offers: readonly RepairOffer[]): Refusal =>
  refusal('repairs_several', { count: offers.length, offers: listOf(offers) });

/** By kind, accountId and legId. */
const listOf = (offers: readonly RepairOffer[]): string =>
  offers.map(({ kind, accountId, legId }) => `${kind} ${accountId} ${legId ?? '-'}`).join(', ');

/** Whether what it was planned by is young enough to begin by. */
const holds = ({ state, kind, plannedAt }: Repair, now: Date): boolean =>
  state === 'planned' &&
  (!asksFirst(kind) || (plannedAt !== null && now.getTime() - plannedAt.getTime() <= PLAN_HOLDS_MS));
