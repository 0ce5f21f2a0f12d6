import type { Overview } from '../../api/overview.js';
import { dayOf } from '../../i18n/days.js';

type Queue = Pick<Overview['queues'][number], 'queue' | 'filter' | 'accountId' | 'oldestAt' | 'state'>;

/** An hour is in the state in which its report has ended. */
const ENDED: readonly string[] = ['failed', 'unknown', 'conflict'];

/** Pages that show a list whole, with the filter that its queue names. */
const LISTS: Readonly<Partial<Record<Queue['queue'], string>>> = {
  discrepancies: '/discrepancies',
  incidents: '/discrepancies/incidents',
  repairs: '/discrepancies/repairs',
  dispatches: '/dispatches',
  deliveries: '/deliveries',
  link_suggestions: '/orders/suggestions',
  alarms: '/alarms',
  orders: '/orders',
};

/** The page that shows what waits in a queue. @param zone of the hub, IANA */
export function behindQueue({ queue, filter, accountId, oldestAt, state }: Queue, zone: string): string {
  const list = LISTS[queue];
  if (list !== undefined) return withQuery(list, filter);
  const day: Record<string, string> = oldestAt === null ? {} : { date: dayOf(oldestAt, zone) };
  const account: Record<string, string> = accountId === null ? {} : { accountId };
  if (queue === 'hours') return withQuery('/sales', { ...day, state });
  if (queue === 'submissions')
    return withQuery('/sales', { ...day, ...(ENDED.includes(state) ? { state } : {}) });
  if (queue === 'unmapped_items') return withQuery('/products', account);
  if (queue === 'windows') return withQuery('/coverage', account);
  return accountId === null ? '/accounts' : `/accounts/${accountId}`;
}

const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`;
