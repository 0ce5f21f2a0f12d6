// Records orders by the libs of one checkout, on a database of its own, and compares what changed where that checkout
// can: `continuous-process.mjs <checkout> <url>`. Each message {run, orders} is answered with the processor time that it
// took here and in the database, ms, and what was written ahead, bytes; of recording, of comparing, and of recording once
// more what stands already.
import fs from 'node:fs';
import path from 'node:path';
import { answerMessages } from '../forked.mjs';
import { backendCpuMs } from '../report/backend-cpu.mjs';
import { openRecording } from '../report/recording-ledger.mjs';
import { livesOf } from '../report/recording-load.mjs';

const [checkout, url] = process.argv.slice(2);
const LIB = path.join(checkout, 'dist', 'libs', 'reconciliation', 'src');
const compares = fs.existsSync(LIB);
const MINUTE_MS = 60_000;
const CONSUMERS = ['reporting', 'dispatch', 'polling'];

async function open() {
  const opened = await openRecording(checkout, url, [...CONSUMERS, ...(compares ? ['reconciliation'] : [])]);
  return { ...opened, watching: compares ? await openWatching(opened) : undefined };
}

/** Every account is well: what is recorded is judged by every rule. */
async function openWatching({ database, clock, shop }) {
  const { Watching } = await import(path.join(LIB, 'watch', 'watching.js'));
  const { Comparing } = await import(path.join(LIB, 'watch', 'comparing.js'));
  const { Keeping } = await import(path.join(LIB, 'keep', 'keeping.js'));
  const { DEFAULT_RECONCILIATION_SETTINGS } = await import(path.join(LIB, 'reconciliation-settings.js'));
  const accounts = new Map([[shop.accountId, wellFacts(shop.accountId)]]);
  const comparing = new Comparing(new Keeping(clock), clock, await tallyThere());
  const settings = DEFAULT_RECONCILIATION_SETTINGS;
  const log = (event) => console.error(JSON.stringify(event));
  const read = () => Promise.resolve(accounts);
  return new Watching({ database, clock, accounts: { read }, comparing, settings, log });
}

/** Of a checkout that does not count what it compares: none. */
async function tallyThere() {
  const file = path.join(LIB, 'brake', 'comparison-tally.js');
  if (!fs.existsSync(file)) return undefined;
  const { ComparisonTally } = await import(file);
  return new ComparisonTally();
}

/** Of a shop beside which there is no till. */
const wellFacts = (id) => ({
  ...{ id, standing: 'well', sells: 'first', patienceMs: new Map(), repairPolicy: new Map() },
  ...{ takesCommands: false, fetches: false, ordersFrom: 'anywhere', roundingMostFen: 0n, till: null },
  ...{ speaksSince: () => undefined, coverage: null, promise: null },
});

/** As a hub does it: what one transaction has recorded is compared before the next one comes. */
async function live({ client, database, ledger, watching, sessions, shop }, { run, orders }) {
  const costs = { recording: nothing(), comparing: nothing(), repeating: nothing() };
  const never = new AbortController().signal;
  const measured = measuring(client, sessions);
  for (const transactions of livesOf(run, orders, { ...shop, now: Date.now() })) {
    globalThis.gc?.();
    await measured.begin();
    for (const recordings of transactions) {
      await ledger.record(recordings);
      await measured.add(costs.recording);
      if (watching !== undefined) await watching.run(never);
      await measured.add(costs.comparing);
    }
    for (const recordings of transactions) await ledger.record(recordings.map(repeated));
    await measured.add(costs.repeating);
  }
  if (watching !== undefined) await noneLeft(database);
  return costs;
}

/** As a poll says it a minute later. */
const repeated = ({ observation, ...recording }) => ({
  ...recording,
  observation: { ...observation, asOf: new Date(observation.asOf.getTime() + MINUTE_MS) },
});

const nothing = () => ({ hubMs: 0, databaseMs: 0, walBytes: 0 });

function measuring(client, sessions) {
  let before;
  const read = async () => {
    const { rows } = await client.query(`SELECT pg_current_wal_insert_lsn() - '0/0' AS bytes`);
    const databaseMs = await backendCpuMs(client, sessions);
    const { user, system } = process.cpuUsage();
    return { hubMs: (user + system) / 1000, databaseMs, walBytes: Number(rows[0].bytes) };
  };
  return {
    begin: async () => void (before = await read()),
    /** What was spent since the last reading goes to these costs. */
    add: async (costs) => {
      const now = await read();
      for (const name of Object.keys(costs)) costs[name] += now[name] - before[name];
      // What reading itself has cost is nobody's.
      before = await read();
    },
  };
}

/** Else less was compared than was recorded, and cheap for that. */
async function noneLeft(database) {
  const left = await database.rows({
    text: `SELECT FROM order_changes WHERE consumer = 'reconciliation' LIMIT 1`,
  });
  if (left.length > 0) throw new Error('changed orders were left uncompared');
}

answerMessages(open(), live);
