import pg from 'pg';
import { deployMigrations } from '../../migrate.mjs';
import { hubOptions } from '../../start/hub-options.mjs';
import { startForked } from '../forked.mjs';
import { databaseOn } from '../report/databases.mjs';
import { addDiscrepancies, SOMEBODY } from './discrepancy-rows.mjs';

const SIZES = [100_000, 1_000_000];
/** Ten times as many may cost so much more. */
const MOST_TO_FEW = 2;
/** What takes no longer is told apart from others by chance alone, ms. */
const NOTHING_MS = 20;

/** Every filter by itself, of what is common and what is rare, and some that people put together. */
const FILTERS = ({ till, other, incidentId, orderId, storeId, openedAt }) => [
  ...['open', 'dismissed', 'accepted', 'closed'].map((state) => [state, { state }]),
  ...['alive_after_cancel', 'refunded_after_completion', 'unknown_value'].map((rule) => [rule, { rule }]),
  ...['error', 'warn', 'info'].map((severity) => [severity, { severity }]),
  ['of the till', { accountId: till }],
  ['of another account', { accountId: other }],
  ['of a store', { storeId }],
  ['of an order', { orderId }],
  ['of an incident', { incidentId }],
  ['of no incident', { incidentId: 'none' }],
  ['of somebody', { assignee: SOMEBODY }],
  ['of who has none', { assignee: '李雷' }],
  ['of nobody', { assignee: 'none' }],
  ['opened before', { openedBefore: openedAt }],
  ['opened after', { openedAfter: openedAt }],
  ['open, of somebody', { state: 'open', assignee: SOMEBODY }],
  ['open, error, of nobody', { state: 'open', severity: 'error', assignee: 'none' }],
  ['open, of a rule and store', { state: 'open', rule: 'status_differs', storeId }],
  ['closed, info', { state: 'closed', severity: 'info' }],
  [
    'closed, of a rare rule and account',
    { state: 'closed', rule: 'refunded_after_completion', accountId: other },
  ],
  ['closed, info, of a store', { state: 'closed', severity: 'info', storeId }],
];

const LISTS = (known) => [
  { list: 'all', resource: 'discrepancies' },
  {
    list: 'from the middle',
    resource: `discrepancies?cursor=${Buffer.from(known.id).toString('base64url')}`,
  },
  ...FILTERS(known).map(([list, filter]) => ({
    list,
    resource: `discrepancies?${new URLSearchParams(filter)}`,
  })),
  { list: 'counts', resource: 'discrepancies/counts' },
  { list: 'incidents', resource: 'incidents' },
];

/**
 * How long lists and counts take where 100,000 and where a million were ever opened, and as many of them stand.
 *
 * @param {{ url: string, urlOf: (database: string) => string }} postgres
 * @param {{ bounds: import('../report/bounds.mjs').Bounds }} how
 */
export async function measureLists(postgres, { bounds }) {
  const [few, many] = [await measure(postgres, SIZES[0]), await measure(postgres, SIZES[1])];
  console.log(
    `\nlists of discrepancies, ms, where ${SIZES.join(' and ')} were opened\n     few      many   ratio`,
  );
  few.forEach(({ list, ms, rows }, at) => {
    const ratio = Math.max(many[at].ms, NOTHING_MS) / Math.max(ms, NOTHING_MS);
    const figures = [ms, many[at].ms].map((one) => one.toFixed(1).padStart(8)).join('  ');
    const told = bounds.atMost(list, ratio, MOST_TO_FEW);
    console.log(`${figures}  ${told} ${list} (${rows}, ${many[at].rows})`);
  });
}

async function measure(postgres, count) {
  const url = await databaseOn(postgres, `listed_${count}`);
  await deployMigrations(url);
  const hub = startForked(new URL('lists-process.mjs', import.meta.url), [url], hubOptions(process.env));
  try {
    const accounts = await hub.ask({ task: 'accounts' });
    const known = await fill(url, count, accounts);
    const figures = [];
    for (const { list, resource } of LISTS(known))
      figures.push({ list, ...(await hub.ask({ task: 'time', resource })) });
    return figures;
  } finally {
    await hub.stop();
  }
}

async function fill(url, count, accounts) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await addDiscrepancies(client, count, accounts);
  } finally {
    await client.end();
  }
}
