import { MOST_COUNTED } from '#admin-contract/queue.js';
import { QUEUE_TEXTS } from '#admin-contract/overview-texts.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { type QueueName, type QueueRow, QUEUES } from './queue-table.js';

/** One state of a list, or one of an account, with how many of it wait. */
export interface QueueCount {
  readonly queue: QueueName;
  readonly state: string;
  readonly severity: string | null;
  readonly accountId: string | null;
  readonly text: { readonly zh: string; readonly en: string };
  readonly forPerson: boolean;
  readonly count: number;
  readonly isMore: boolean;
  readonly oldestAt: Date | null;
  readonly list: string;
  readonly filter: Readonly<Record<string, string>>;
}

export type QueueNews = Pick<QueueCount, 'queue' | 'state' | 'severity' | 'count' | 'isMore'>;

const UP_TO = `LIMIT ${String(MOST_COUNTED + 1)}`;

const countOf = ({ table, where, order, at, byAccount }: QueueRow, place: number): string => {
  const bounded = `SELECT ${at} AS at${byAccount === true ? ', account_id' : ''} FROM ${table} WHERE ${where}${order === undefined ? '' : ` ORDER BY ${order}`} ${UP_TO}`;
  const account = byAccount === true ? 'account_id' : 'NULL::uuid';
  return `SELECT ${String(place)} AS place, ${account} AS account_id, count(*)::int AS count, min(at) AS oldest_at
    FROM (${bounded}) bounded${byAccount === true ? ' GROUP BY account_id' : ''}`;
};

/** The states of orders for which no map of their account has a word; by account, and nobody knows since when. */
const UNMAPPED = -1;
const UNMAPPED_VALUES = `
  SELECT ${String(UNMAPPED)} AS place, a.id AS account_id, counted.count, NULL::timestamptz AS oldest_at
  FROM accounts a CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM (
      SELECT FROM unmapped_values u WHERE u.account_id = a.id ${UP_TO}) bounded) counted
  WHERE counted.count > 0`;

const COUNTS = [...QUEUES.map(countOf), UNMAPPED_VALUES].join(' UNION ALL ');

/** What of a queue whoever sees single stores sees. */
const seenIn = (row: QueueRow, stores: string): QueueRow[] =>
  row.ofStores === undefined ? [] : [{ ...row, where: `${row.where} AND ${row.ofStores(stores)}` }];

/** The same of stores ($1) alone, without what is of no store. */
const COUNTS_OF_STORES = QUEUES.flatMap((row, place) =>
  seenIn(row, '$1').map((seen) => countOf(seen, place)),
).join(' UNION ALL ');

interface CountRow {
  readonly place: number;
  readonly account_id: string | null;
  readonly count: number;
  readonly oldest_at: Date | null;
}

/**
 * How much waits, everywhere or in these stores. One statement, which looks at no more than ten thousand rows of each.
 */
export async function readQueues(sql: Sql, scope: StoreScope): Promise<QueueCount[]> {
  const rows = await sql.rows<CountRow>(
    scope === null
      ? { name: 'hub_queues', text: COUNTS }
      : { name: 'hub_queues_of_stores', text: COUNTS_OF_STORES, values: [scope] },
  );
  return rows.sort((a, b) => placeOf(a) - placeOf(b)).map(toCount);
}

const placeOf = ({ place }: CountRow): number => (place === UNMAPPED ? QUEUES.length : place);

function toCount({ place, account_id: accountId, count, oldest_at: oldestAt }: CountRow): QueueCount {
  const row = QUEUES[place];
  const told = { accountId, count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED, oldestAt };
  if (row === undefined) return { ...unmappedValues(accountId ?? ''), ...told };
  const { queue, state, severity = null, forPerson, list } = row;
  const filter = accountId === null ? row.filter : { ...row.filter, accountId };
  return { ...{ queue, state, severity, forPerson, list, filter, text: QUEUE_TEXTS[queue] }, ...told };
}

const unmappedValues = (accountId: string) => ({
  ...{ queue: 'unmapped_values' as const, state: 'open', severity: null, forPerson: true },
  text: QUEUE_TEXTS.unmapped_values,
  list: `/api/v1/accounts/${accountId}/unmapped-values`,
  filter: {},
});

/** What of the ids that begin with their time is not older than $1. */
const ID_SINCE = `id >= (lpad(to_hex((extract(epoch FROM $1::timestamptz) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

const ASKED = QUEUES.map((row, place) => ({ row, place })).filter(({ row }) => row.forPerson);

const newsOf = ({ table, where, at, cameAt = at, order }: QueueRow, place: number): string => {
  const since = [`${cameAt} >= $1`, ...(order === 'id' ? [ID_SINCE] : [])].join(' AND ');
  return `SELECT ${String(place)} AS place, count(*)::int AS count
    FROM (SELECT FROM ${table} WHERE ${where} AND ${since} ${UP_TO}) bounded`;
};
const NEWS = ASKED.map(({ row, place }) => newsOf(row, place)).join(' UNION ALL ');
const NEWS_OF_STORES = ASKED.flatMap(({ row, place }) =>
  seenIn(row, '$2').map((seen) => newsOf(seen, place)),
).join(' UNION ALL ');

/** What has come for a person since then, and still waits; nothing is left out. One statement. */
export async function readQueueNews(sql: Sql, since: Date, scope: StoreScope): Promise<QueueNews[]> {
  const rows = await sql.rows<{ place: number; count: number }>(
    scope === null
      ? { name: 'hub_queue_news', text: NEWS, values: [since] }
      : { name: 'hub_queue_news_of_stores', text: NEWS_OF_STORES, values: [since, scope] },
  );
  return rows
    .sort((a, b) => a.place - b.place)
    .flatMap(({ place, count }) => {
      const row = QUEUES[place];
      if (row === undefined) return [];
      const { queue, state, severity = null } = row;
      return [{ queue, state, severity, count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED }];
    });
}
