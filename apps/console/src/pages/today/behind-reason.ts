import type { StoreToday } from '../../api/overview.js';

type Reason = Pick<NonNullable<StoreToday['slow']>['reasons'][number], 'code' | 'params'>;

/** Where one sees to what may be why a store sells worse. One of a later version leads to the store's days. */
export function behindReason({ code, params }: Reason, storeId: string): string {
  const account = params['accountId'];
  if (code === 'dispatches_held') return `/dispatches?state=held&storeId=${storeId}`;
  if (code === 'coverage_behind') return '/coverage';
  if (code === 'repairs_stopped') return '/discrepancies/repairs';
  return account === undefined ? `/sales/stores/${storeId}` : `/accounts/${String(account)}`;
}
