import { startForked } from './forked.mjs';

const LOAD = new URL('load-process.mjs', import.meta.url);

/** @typedef {{ orderNo: string, storeCode: string, placedAt: number }} KnownOrder */

/**
 * Sends signed orders from a process of their own, made there beforehand.
 *
 * @param {import('./load.mjs').Load & { path: string, run: string, storeCode: string, known?: KnownOrder[] }} load
 *   `known`: those that are stated once more, one a request
 * @returns {Promise<import('./load.mjs').Figures>}
 * @throws {Error} when one was refused
 */
export async function sendOrders(load) {
  const child = startForked(LOAD, [], ['--max-old-space-size=1024']);
  try {
    const { figures } = await child.ask(load);
    if (figures.refused > 0) throw new Error(`${figures.refused} of ${load.requests} requests were refused`);
    return figures;
  } finally {
    await child.stop();
  }
}
