// Records orders by the libs of one checkout, on a database of its own: `recording-process.mjs <checkout> <url>`. Each
// message {run, orders} is answered with the processor time that it took here and in the database, ms, by step of life.
import { answerMessages } from '../forked.mjs';
import { backendCpuMs } from './backend-cpu.mjs';
import { openRecording } from './recording-ledger.mjs';
import { livesOf } from './recording-load.mjs';

const [checkout, url] = process.argv.slice(2);

/** @returns {Promise<{ hubMs: number[], databaseMs: number[] }>} by step of life */
async function record({ client, ledger, sessions, shop }, { run, orders }) {
  const [hubMs, databaseMs] = [[], []];
  for (const transactions of livesOf(run, orders, { ...shop, now: Date.now() })) {
    globalThis.gc?.();
    const [hub, database] = [process.cpuUsage(), await backendCpuMs(client, sessions)];
    for (const recordings of transactions) await ledger.record(recordings);
    const { user, system } = process.cpuUsage(hub);
    hubMs.push((user + system) / 1000);
    databaseMs.push((await backendCpuMs(client, sessions)) - database);
  }
  return { hubMs, databaseMs };
}

answerMessages(openRecording(checkout, url, ['reporting', 'dispatch']), record);
