import { type Refusal, refusal } from '#domain/refusal.js';
import { ConflictError, InvalidFieldsError } from '../account-errors.js';

/** A binding of one vendor store id as it was or is; of an account that is one store, whatever its label. */
export interface ChainLink {
  readonly id: string;
  readonly storeId: string;
  /** Orders of that time and later; null: always. */
  readonly from: Date | null;
  /** Orders before that time; null: open. */
  readonly to: Date | null;
}

export interface BindingWish {
  readonly storeId: string;
  readonly from: Date | null;
}

/** What a wish comes to. */
export type BindingPlan =
  | { readonly step: 'first'; readonly from: Date | null }
  | { readonly step: 'further'; readonly from: Date; readonly closes: ChainLink | null }
  | { readonly step: 'reopen'; readonly link: ChainLink; readonly since: Date };

/**
 * What becomes of a vendor store id that is to be a store's. Its bindings never overlap, and only the end of the
 * last one ever moves: what held before stays as it was. One that was removed before it began never held.
 * @param chain all bindings of the vendor store id, the earliest first
 * @throws ConflictError where it is that store's already; InvalidFieldsError naming `from`
 */
export function planBinding(chain: readonly ChainLink[], { storeId, from }: BindingWish): BindingPlan {
  const last = chain.findLast(holdsAtAll);
  if (last === undefined) return { step: 'first', from };
  if (last.storeId === storeId) return reopening(last, from);
  if (from === null) throw refused(refusal('binding_from_needed'));
  if (last.from !== null && from <= last.from)
    throw refused(refusal('binding_too_early', { since: last.from.toISOString() }));
  const closes = last.to === null || last.to > from ? last : null;
  return { step: 'further', from, closes };
}

const holdsAtAll = ({ from, to }: ChainLink): boolean => from === null || to === null || to > from;

function reopening(last: ChainLink, from: Date | null): BindingPlan {
  if (last.to === null) throw new ConflictError(refusal('bound_already'), 'vendorStoreId');
  if (from !== null && from.getTime() !== last.from?.getTime())
    throw refused(refusal('binding_from_not_wanted'));
  return { step: 'reopen', link: last, since: last.to };
}

const refused = (said: Refusal): InvalidFieldsError => new InvalidFieldsError([{ field: 'from', ...said }]);

/** When a binding ends that is removed now; undefined where it has ended already. */
export function endOf({ from, to }: Pick<ChainLink, 'from' | 'to'>, now: Date): Date | undefined {
  if (to !== null && to <= now) return undefined;
  return from !== null && from > now ? from : now;
}
