import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import { contradictionsOf, type LinkContradiction, type LinkSide } from '#domain/link-contradiction.js';
import { fromDbLeg } from '#ledger/ledger.mapping.js';
import type { LegRow } from '#ledger/legs.store.js';
import type { HeldLegs, HeldLink } from '#ledger/links/people-links.js';
import { isLinking, isOfCommand } from '#ledger/links/standing-links.js';

const WORDS: Readonly<Record<LinkContradiction, string>> = {
  store: 'are of different stores',
  amount: 'come to different amounts',
  time: 'were placed more than 36 hours apart',
};

/** @throws DomainError, or ConflictError where only `force` links them */
export function judgeLink({ moving, staying, target }: HeldLegs, force: boolean): void {
  if (target.length === 0) throw new DomainError('has no legs: name the order that it has become', 'orderId');
  if (moving.length === 0) throw new DomainError('is of this order already, or no leg at all', 'legId');
  if (force) return;
  const why = [
    ...(staying.length === 0 ? [] : ['others of its order would stay there']),
    ...(sharesAccount(moving, target) ? ['one account counts them as two orders'] : []),
    ...contradictionsOf(sideOf(moving), sideOf(target)).map((what) => `they ${WORDS[what]}`),
  ];
  if (why.length > 0)
    throw new ConflictError(`${why.join('; ')}: say force where they are one order all the same`, 'force');
}

/** @throws ConflictError */
export function judgeUndo({ link, isInForce }: HeldLink, force: boolean): void {
  if (!isInForce)
    throw new ConflictError('the leg is where it is by another link by now: undo that one', 'id');
  if (!isLinking(link)) throw new ConflictError('it links nothing: the leg is in an order of its own', 'id');
  if (isOfCommand(link) && !force)
    throw new ConflictError(
      `a ${link.evidence} says that this is what was placed: say force where that is wrong, and then whether the till has the order`,
      'force',
    );
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
