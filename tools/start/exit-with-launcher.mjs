// Loaded into hub and sandbox before their own code. When the launcher is gone, however it ended, the channel
// to it closes: then the program shuts itself down as at a SIGTERM, so that nothing is left behind.
import { isMainThread } from 'node:worker_threads';

const SHUTDOWN_MS = 15_000;

if (isMainThread && process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
  });
  process.channel.unref(); // the channel alone is no reason to keep running
}
