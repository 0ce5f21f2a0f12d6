import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/**
 * What was used of these, by whatever a spec has loaded. Each that is in use takes part in the making of every promise
 * and every write of its process, and nobody ends one: after three hundred specs a worker took seven times as long for
 * all that it did.
 *
 * @type {Set<AsyncLocalStorage<unknown>>}
 */
const used = new Set();

for (const name of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...given) {
    used.add(this);
    return original.apply(this, given);
  };
}

/** Jest's own for Node, and after each spec its storages are out of use. One that is used again is in use again. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes an environment by its default export
export default class Environment extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}
