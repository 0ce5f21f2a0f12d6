import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** Who ran this long and then ends has not simply failed to start: the delays begin anew. */
const PROVEN_MS = 60_000;
/** How a program ends that can do nothing before a person has: the hub's `EXIT.unfit`. */
const UNFIT = /\bexit code 78\b/;
/** Then it is tried at this pace, in case somebody has, rather than all the time. */
const UNFIT_DELAY_MS = 60_000;
const IN_A_WHILE = ` in ${UNFIT_DELAY_MS / 1000} s, and until it can work`;

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
      const pause = paced(how, delay);
      say(`The ${name} ended (${how}); it is started again${pause === UNFIT_DELAY_MS ? IN_A_WHILE : ''}.`);
      up = startAgain(pause);
      const { pid } = await up;
      say(`The ${name} is back (process ${pid}).`);
      delay = longer(delay);
    }
  }

  async function startAgain(firstDelay) {
    let delay = firstDelay;
    for (;;) {
      await sleep(delay, undefined, { signal: stopping.signal });
      try {
        return await start(stopping.signal).catch(withName);
      } catch (error) {
        stopping.signal.throwIfAborted();
        say(error.message);
        delay = paced(error.message, longer(delay));
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

/** @param {string} why how it ended, in words */
const paced = (why, delay) => (UNFIT.test(why) ? UNFIT_DELAY_MS : delay);

const longer = (delay) => Math.min(delay * 2, LONGEST_DELAY_MS);
