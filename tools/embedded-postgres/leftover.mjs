import fs from 'node:fs';
import { endProcess } from '../processes/ending.mjs';
import { commandLine, isAlive } from '../processes/identity.mjs';
import { postmasterFile, readPostmasterFile } from './postmaster-file.mjs';

/** SIGINT: sessions are cut and all is written; SIGQUIT: at once, and the next start recovers. */
export const FAST_THEN_IMMEDIATE = [
  { signal: 'SIGINT', waitMs: 30_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

/**
 * Postgres outlives a launcher that was killed. The one left on this cluster is stopped, not adopted: that
 * costs a fraction of a second, and from then on the server is our child, whose end we are told.
 *
 * The caller holds the data directory's lock, so no living launcher can be using the server.
 *
 * @param {string} cluster
 * @param {(line: string) => void} say
 */
export async function endLeftover(cluster, say) {
  const left = readPostmasterFile(cluster);
  if (!left || !isAlive(left.pid)) return; // Postgres itself recognises the file of a dead process
  if (!isPostgresOf(cluster, left.pid)) {
    // After a restart of the machine another program can have the number; Postgres would take it for a
    // server.
    fs.rmSync(postmasterFile(cluster));
    return;
  }
  say(`Stopping the database that an earlier start left running (process ${left.pid}).`);
  const gone = await endProcess(left.pid, FAST_THEN_IMMEDIATE);
  if (!gone) throw new Error(`The database process ${left.pid}, left on ${cluster}, cannot be stopped.`);
}

/**
 * A server works inside its cluster's directory; where that cannot be seen, its arguments name the directory.
 */
function isPostgresOf(cluster, pid) {
  const real = fs.realpathSync(cluster);
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === real;
  } catch {
    const command = commandLine(pid);
    return command.includes('postgres') && (command.includes(cluster) || command.includes(real));
  }
}
