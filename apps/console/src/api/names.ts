import { useAccounts } from './accounts.js';
import { useStores } from './stores.js';

/** Says an id by the name that people gave; until it is known, the beginning of the id. */
export function useNames(): {
  readonly account: (id: string | null) => string;
  readonly store: (id: string | null) => string;
  /** IANA; undefined of no store. */
  readonly zoneOf: (storeId: string | null) => string | undefined;
} {
  const accounts = useAccounts().data ?? [];
  const stores = useStores().data ?? [];
  const nameIn = (all: readonly { readonly id: string; readonly name: string }[], id: string | null) =>
    id === null ? '—' : (all.find((one) => one.id === id)?.name ?? id.slice(0, 8));
  return {
    account: (id) => nameIn(accounts, id),
    store: (id) => nameIn(stores, id),
    zoneOf: (storeId) => stores.find(({ id }) => id === storeId)?.timeZone,
  };
}
