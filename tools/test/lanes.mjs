import TestRunner from 'jest-runner';
import { Cores } from './cores.mjs';
import { longFirst, mostlyWaits } from './spec-kinds.mjs';

/**
 * Jest's runner, twice: specs that mostly wait are run by workers of their own, beside those that compute. Alone
 * the waiting ones leave the processor half idle, and more workers for all would only make programs and databases wait
 * for each other. While there are waiting specs, one of the workers that compute rests.
 */
// eslint-disable-next-line no-restricted-syntax -- Jest takes a runner by its default export
export default class Lanes {
  supportsEventEmitters = true;
  isSerial = false;
  #workers;
  #waiting;
  #computing;

  constructor(globalConfig, context) {
    this.#workers = globalConfig.maxWorkers;
    this.#waiting = new TestRunner(globalConfig, context);
    this.#computing = new TestRunner(globalConfig, context);
  }

  on(name, listener) {
    const offs = [this.#waiting, this.#computing].map((runner) => runner.on(name, listener));
    return () => offs.forEach((off) => off());
  }

  /** With one worker all specs are one lane. */
  async runTests(tests, watcher, options) {
    const isOneLane = options.serial || this.#workers === 1;
    const waiting = isOneLane ? [] : tests.filter(({ path }) => mostlyWaits(path));
    if (waiting.length === 0) return this.#computing.runTests(longFirst(tests), watcher, options);
    const others = tests.filter((test) => !waiting.includes(test));
    const cores = new Cores(this.#workers);
    this.#share(cores);
    void cores.take();
    await Promise.all([
      this.#waiting.runTests(longFirst(waiting), watcher, options).finally(() => cores.release()),
      others.length === 0 ? undefined : this.#computing.runTests(longFirst(others), watcher, options),
    ]);
  }

  /** Jest starts a spec only once everybody who was told of it is done with that. */
  #share(cores) {
    this.#computing.on('test-file-start', () => cores.take());
    for (const name of ['test-file-success', 'test-file-failure'])
      this.#computing.on(name, () => cores.release());
  }
}
