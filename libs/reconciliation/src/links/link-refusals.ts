import { ConflictError } from '#accounts/account-errors.js';
import { isInScope, isMasked, type StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { contradictionsOf, type LinkSide } from '#domain/link-contradiction.js';
import { refusal } from '#domain/refusal.js';
import { fromDbLeg } from '#ledger/ledger.mapping.js';
import type { LegRow } from '#ledger/legs.store.js';
import type { HeldLegs, HeldLink } from '#ledger/links/people-links.js';
import { isLinking, isOfCommand } from '#ledger/links/standing-links.js';

/** Whether whoever sees these stores sees the leg, in an order of theirs. */
export const isSeen = (
  { store_id, order_store_id }: Pick<LegRow, 'store_id' | 'order_store_id'>,
  scope: StoreScope | undefined,
): boolean => scope === undefined || (isInScope(scope, order_store_id) && !isMasked(scope, store_id));

/**
 * What is meant as far as it is seen: an order of other stores is none.
 * @throws ConflictError where another store has a leg of an order that is seen
 */
export function seenLegs(held: HeldLegs, scope: StoreScope | undefined): HeldLegs {
  if (scope === null || scope === undefined) return held;
  const [moving, target] = [held.moving, held.target].map((legs) =>
    legs.filter((leg) => isInScope(scope, leg.order_store_id)),
  ) as [LegRow[], LegRow[]];
  if (
    target.length > 0 &&
    moving.length > 0 &&
    ![...moving, ...held.staying, ...target].every((leg) => isSeen(leg, scope))
  )
    throw new ConflictError(refusal('order_of_other_stores_too'), 'orderId');
  return { ...held, moving, target };
}

/** @throws DomainError, or ConflictError where only `force` links them */
export function judgeLink({ moving, staying, target }: HeldLegs, force: boolean): void {
  if (target.length === 0) throw new DomainError(refusal('order_has_no_legs'), 'orderId');
  if (moving.length === 0) throw new DomainError(refusal('leg_not_to_move'), 'legId');
  if (force) return;
  const why = [
    ...(staying.length === 0 ? [] : ['staying']),
    ...(sharesAccount(moving, target) ? ['same_account'] : []),
    ...contradictionsOf(sideOf(moving), sideOf(target)),
  ];
  if (why.length > 0)
    throw new ConflictError(refusal('link_contradicted', { linkDoubts: why.join(', ') }), 'force');
}

/** @throws ConflictError */
export function judgeUndo({ link, isInForce }: HeldLink, force: boolean): void {
  if (!isInForce) throw new ConflictError(refusal('leg_linked_otherwise'), 'id');
  if (!isLinking(link)) throw new ConflictError(refusal('leg_in_own_order'), 'id');
  if (isOfCommand(link) && !force)
    throw new ConflictError(refusal('link_is_of_command', { evidence: link.evidence }), 'force');
}

const sharesAccount = (moving: readonly LegRow[], target: readonly LegRow[]): boolean =>
  moving.some(({ account_id }) => target.some((row) => row.account_id === account_id));

/** As its leading leg says: one that nothing was said of yet leads none. @param legs at least one */
function sideOf(legs: readonly LegRow[]): LinkSide {
  const rank = ({ state, sell_rank }: LegRow): number =>
    Object.keys(state as object).length === 0 ? 3 : (sell_rank ?? 2);
  const [leading] = [...legs].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  if (leading === undefined) throw new Error('an order without legs');
  const { placement, amounts } = fromDbLeg(leading.state);
  return {
    storeId: leading.store_id,
    saleFen: amounts?.value.saleFen ?? null,
    totalFen: amounts?.value.totalFen ?? null,
    placedAt: placement?.value.placedAt ?? null,
  };
}
