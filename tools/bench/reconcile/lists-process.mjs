// Lists of discrepancies as a real hub in this process answers them: the best of several times, ms.
import { answerMessages } from '../forked.mjs';
import { openReportingHub } from '../report/reporting-hub.mjs';

const TIMES = 15;
const [url] = process.argv.slice(2);

/** @returns {Promise<{ till: string, other: string }>} */
async function addAccounts(hub) {
  const config = { secrets: ['whsec_' + Buffer.alloc(24, 7).toString('base64')] };
  const add = async (name) =>
    (await hub.call('POST', 'accounts', { connector: 'storefront', name, config })).id;
  return { till: await add('till'), other: await add('other') };
}

/** @returns {Promise<{ ms: number, rows: number }>} */
async function time(hub, { resource }) {
  const taken = [];
  let rows = 0;
  for (let round = 0; round < TIMES; round += 1) {
    const startedAt = performance.now();
    rows = (await hub.call('GET', resource)).items.length;
    taken.push(performance.now() - startedAt);
  }
  return { ms: Math.min(...taken), rows };
}

const TASKS = { accounts: addAccounts, time };

answerMessages(openReportingHub(url), (hub, { task, ...given }) => TASKS[task](hub, given));
