import type { queueName } from '#admin-contract/queue.js';
import type { z } from 'zod';
import { isDispatchOf } from '#dispatch/operator/dispatch-scope.query.js';
import { isOrderOf } from '#ledger/order-scope.query.js';
import { isSubjectOf } from '#reconciliation/keep/subject-scope.query.js';
import { isSuggestionOf } from '#reconciliation/links/suggestion-scope.query.js';

export type QueueName = z.output<typeof queueName>;

/** One state of a list, in pieces of SQL, all of them constants, and in words of the list's own filter. */
export interface QueueRow {
  readonly queue: QueueName;
  readonly state: string;
  readonly severity?: 'info' | 'warn' | 'error';
  readonly forPerson: boolean;
  readonly table: string;
  /** In the words of a partial index, or of the first columns of one: what has ended grows without end. */
  readonly where: string;
  /** By an index that `where` leads to, the oldest first; absent where nobody asks for the oldest. */
  readonly order?: string;
  /** Since when one waits, or of hours and reports when the hour begins. */
  readonly at: string;
  /** When one came, where that is not `at`. */
  readonly cameAt?: string;
  /** Which of it whoever sees single stores sees, by the parameter of these; absent: nothing, it is of no store. */
  readonly ofStores?: (stores: string) => string;
  /** What is counted by account. */
  readonly byAccount?: boolean;
  readonly list: string;
  readonly filter: Readonly<Record<string, string>>;
}

const stateOf = (
  one: Omit<QueueRow, 'where' | 'state' | 'filter' | 'forPerson'>,
  states: Readonly<Record<string, 'a person' | 'the hub'>>,
): QueueRow[] =>
  Object.entries(states).map(([state, who]) => ({
    ...one,
    state,
    where: `state = '${state}'`,
    forPerson: who === 'a person',
    filter: { state },
  }));

const storeIn = (stores: string): string => `store_id = ANY(${stores}::uuid[])`;

const discrepancies = (['open', 'dismissed', 'accepted'] as const).flatMap((state) =>
  (['error', 'warn', 'info'] as const).map((severity) => ({
    ...{ queue: 'discrepancies' as const, state, severity, forPerson: state === 'open' },
    table: 'discrepancies',
    ofStores: (stores: string) => isSubjectOf('discrepancies', stores),
    where: `state = '${state}' AND severity = '${severity}'`,
    order: 'opened_at',
    at: 'opened_at',
    list: '/api/v1/discrepancies',
    filter: { state, severity },
  })),
);

/** A refused delivery stays refused: it waits until it is made good, dismissed or a day old. */
const refused: QueueRow = {
  ...{ queue: 'deliveries', state: 'refused', forPerson: true, table: 'deliveries' },
  where: `state = 'refused' AND settled_at IS NULL AND due_at > clock_timestamp()`,
  ...{ at: 'received_at', list: '/api/v1/deliveries', filter: { state: 'refused' } },
};

const repairs = {
  queue: 'repairs',
  ...{ table: 'repairs', order: 'id', at: 'created_at', list: '/api/v1/repairs' },
  ofStores: (stores: string) => isSubjectOf('repairs', stores),
} as const;

/** A plan of which the policy says that it begins by itself waits for nobody. */
const planned: QueueRow = {
  ...{ ...repairs, state: 'planned', forPerson: true, filter: { state: 'planned' } },
  where: `state = 'planned' AND NOT by_policy`,
};

const asking: QueueRow = {
  ...{ queue: 'hours', state: 'differs', forPerson: true, table: 'sales_hours', order: 'hour_start' },
  where: 'asks IS NOT NULL',
  ofStores: storeIn,
  ...{ at: 'hour_start', cameAt: 'coalesce(revised_at, derived_at)' },
  ...{ list: '/api/v1/sales/hours', filter: { state: 'differs' } },
};

const incidents: QueueRow = {
  ...{ queue: 'incidents', state: 'open', forPerson: false, table: 'incidents', order: 'id' },
  where: 'ended_at IS NULL',
  ...{ at: 'begun_at', list: '/api/v1/incidents', filter: { state: 'open' } },
};

const flagged: QueueRow = {
  ...{ queue: 'orders', state: 'attention', forPerson: false, table: 'order_flags' },
  ...{ where: 'dismissed_at IS NULL', at: 'since', list: '/api/v1/orders', filter: { attention: 'true' } },
  ofStores: (stores) => isOrderOf('order_flags.order_id', stores),
};

const unmappedItems: QueueRow = {
  ...{ queue: 'unmapped_items', state: 'held', forPerson: true, table: 'dispatches', order: 'id' },
  where: `state = 'held' AND error_code = 'unmapped_item'`,
  ...{ at: 'created_at', byAccount: true, list: '/api/v1/dispatches', filter: { state: 'held' } },
};

/** Every list in which something waits, by state. */
export const QUEUES: readonly QueueRow[] = [
  ...discrepancies,
  incidents,
  ...stateOf(repairs, { fetching: 'the hub', approved: 'the hub', begun: 'the hub' }),
  planned,
  ...stateOf(
    {
      ...{ queue: 'dispatches', table: 'dispatches', order: 'id', at: 'created_at' },
      list: '/api/v1/dispatches',
      ofStores: (stores) => isDispatchOf('dispatches', stores),
    },
    { held: 'a person', failed: 'a person', unknown: 'a person', waiting: 'the hub' },
  ),
  unmappedItems,
  ...stateOf(
    {
      ...{ queue: 'deliveries', table: 'deliveries', order: 'received_at', at: 'received_at' },
      list: '/api/v1/deliveries',
    },
    { contradicts: 'a person', failed: 'a person', pending: 'the hub' },
  ),
  refused,
  ...stateOf(
    {
      ...{ queue: 'link_suggestions', table: 'link_suggestions', order: 'id', at: 'created_at' },
      list: '/api/v1/links/suggestions',
      ofStores: (stores) => isSuggestionOf('link_suggestions', stores),
    },
    { open: 'a person' },
  ),
  asking,
  ...stateOf(
    {
      ...{ queue: 'submissions', table: 'submissions', order: 'hour_start', at: 'hour_start' },
      ...{ cameAt: 'created_at', list: '/api/v1/submissions' },
      ofStores: storeIn,
    },
    { failed: 'a person', conflict: 'a person', unknown: 'the hub', waiting: 'the hub' },
  ),
  ...stateOf(
    {
      ...{ queue: 'windows', table: 'windows', order: 'from_at', at: 'created_at' },
      list: '/api/v1/windows',
    },
    { failed: 'the hub', open: 'the hub' },
  ),
  ...stateOf(
    { queue: 'alarms', table: 'alarms', at: 'opened_at', list: '/api/v1/alarms' },
    { open: 'a person', acknowledged: 'the hub' },
  ),
  flagged,
];
