import { useQuery } from '@tanstack/react-query';
import { type Account, useAccounts } from './accounts.js';
import { call } from './call.js';
import { useConnectors } from './connectors.js';
import { useUnmappedItems } from './products.js';
import { useStores } from './stores.js';
import type { Part } from './use-list.js';

/** Whether a list has anything in it, for whoever waits for the first. */
const useIsThere = (kind: 'order' | 'submission' | 'account', path: string | undefined) =>
  useQuery({
    queryKey: [kind, 'is there', path],
    queryFn: async () => (await call<Part<unknown>>('GET', `${path ?? ''}limit=1`)).items.length > 0,
    enabled: path !== undefined,
  });

/** An account's place among ours; undefined where there is no account. */
const pathOf = (account: Account | undefined, part: 'bindings' | 'products') =>
  account === undefined ? undefined : `accounts/${account.id}/${part}?`;

/** How far a till is made ready for orders. */
function useTill(till: Account | undefined) {
  const isBound = useIsThere('account', pathOf(till, 'bindings')).data === true;
  const isMapped = useIsThere('account', pathOf(till, 'products')).data === true;
  const unmapped = useUnmappedItems(till?.id).data;
  return till && { id: till.id, isBound, isMapped: isMapped && unmapped?.items.length === 0 };
}

/** What the first steps ask of the hub; undefined until it is known. */
export function useFirstSteps() {
  const stores = useStores();
  const accounts = useAccounts();
  const connectors = useConnectors();
  const known = (account: Account) => connectors.data?.find(({ id }) => id === account.connector);
  const shop = accounts.data?.find((account) => known(account)?.sells === 'first');
  const reporter = accounts.data?.find(({ restating }) => restating !== null);
  const till = useTill(accounts.data?.find((account) => known(account)?.orderSink === true));
  const shopBound = useIsThere('account', pathOf(shop, 'bindings'));
  const reporterBound = useIsThere('account', pathOf(reporter, 'bindings'));
  const order = useIsThere('order', 'orders?');
  const hour = useIsThere('submission', 'submissions?state=accepted&');
  const reads = [stores, accounts, connectors, order, hour];
  const failed = reads.find(({ error }) => error !== null);
  const again = () => void Promise.all(reads.map(({ refetch }) => refetch()));
  if (reads.some(({ data }) => data === undefined)) return { error: failed?.error ?? null, again };
  const namesOurStores = shop !== undefined && known(shop)?.storeIds === 'own';
  return {
    standing: {
      hasStore: (stores.data ?? []).length > 0,
      shop: shop && { id: shop.id, isBound: namesOurStores || shopBound.data === true },
      hasOrder: order.data === true,
      reporter: reporter && { id: reporter.id, isBound: reporterBound.data === true },
      hasReportedHour: hour.data === true,
      till,
    },
  };
}
