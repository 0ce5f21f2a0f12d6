import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** Who ran this long and then ends has not simply failed to start: the delays begin anew. */
const PROVEN_MS = 60_000;

/**
 * @typedef {object} Running
 * @property {number} pid
 * @property {Promise<string>} ended how it ended, in words
 * @property {(hurry?: AbortSignal) => Promise<void>} stop
 */

/**
 * Starts something and starts it again whenever it ends, with growing delays, until it is stopped.
 *
 * @param {string} name for people, as in "the database"
 * @param {(signal: AbortSignal) => Promise<Running>} start resolves when it is ready; ends what it began when
 *   it throws
 * @param {{ say: (line: string) => void, giveUp: AbortSignal }} options giveUp: do not wait for the first
 *   start
 * @returns {Promise<{ whenUp: () => Promise<Running>, stop: (hurry?: AbortSignal) => Promise<void> }>}
 * @throws {Error} what the first start throws, with the name
 */
export async function keepRunning(name, start, { say, giveUp }) {
  const stopping = new AbortController();
  let up = Promise.resolve(await start(giveUp).catch(withName));
  const watching = watch().catch(() => undefined); // a restart that stop() gave up

  function withName(error) {
    throw new Error(`The ${name} did not start: ${error.message}`);
  }

  async function watch() {
    let delay = FIRST_DELAY_MS;
    for (;;) {
      const since = performance.now();
      const how = await (await up).ended;
      if (stopping.signal.aborted) return;
      if (performance.now() - since > PROVEN_MS) delay = FIRST_DELAY_MS;
      say(`The ${name} ended (${how}); it is started again.`);
      up = startAgain(delay);
      const { pid } = await up;
      say(`The ${name} is back (process ${pid}).`);
      delay = longer(delay);
    }
  }

  async function startAgain(firstDelay) {
    for (let delay = firstDelay; ; delay = longer(delay)) {
      await sleep(delay, undefined, { signal: stopping.signal });
      try {
        return await start(stopping.signal).catch(withName);
      } catch (error) {
        stopping.signal.throwIfAborted();
        say(error.message);
      }
    }
  }

  const stop = async (hurry) => {
    stopping.abort();
    const current = await up.catch(() => undefined); // a restart that was under way is given up
    await current?.stop(hurry);
    await watching;
  };
  return { whenUp: () => up, stop };
}

const longer = (delay) => Math.min(delay * 2, LONGEST_DELAY_MS);
