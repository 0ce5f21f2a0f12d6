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
  if (from === null) throw refused(`is needed, because ${NEEDED}`);
  if (last.from !== null && from <= last.from)
    throw refused(`must be later than ${last.from.toISOString()}, since when the last binding holds`);
  const closes = last.to === null || last.to > from ? last : null;
  return { step: 'further', from, closes };
}

const holdsAtAll = ({ from, to }: ChainLink): boolean => from === null || to === null || to > from;

function reopening(last: ChainLink, from: Date | null): BindingPlan {
  if (last.to === null)
    throw new ConflictError('this vendorStoreId is bound to that store already', 'vendorStoreId');
  if (from !== null && from.getTime() !== last.from?.getTime())
    throw refused(
      'must be left out: the last binding is that store’s, and is opened again as if it had not ended',
    );
  return { step: 'reopen', link: last, since: last.to };
}

const NEEDED =
  'the vendorStoreId was bound to another store before: say from which order time on this one holds; send it ' +
  'without confirm to see what moves, then with confirm: true';

const refused = (message: string): InvalidFieldsError => new InvalidFieldsError([{ field: 'from', message }]);

/** When a binding ends that is removed now; undefined where it has ended already. */
export function endOf({ from, to }: Pick<ChainLink, 'from' | 'to'>, now: Date): Date | undefined {
  if (to !== null && to <= now) return undefined;
  return from !== null && from > now ? from : now;
}
