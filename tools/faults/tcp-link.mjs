import { setTimeout as sleep } from 'node:timers/promises';

/** One connection through the proxy: the client's socket, the server's, and what may pass between them. */
export class Link {
  #inward;
  #outward;
  #mood;
  #isSilent = false;
  #isDeaf = false;
  #onOver = () => undefined;

  /**
   * @param mood shared by all links: `delayMs` for each direction, until `held` is aborted; `isLost(request)`: its
   *   answer never comes
   */
  constructor(inward, outward, mood) {
    this.#inward = inward;
    this.#outward = outward;
    this.#mood = mood;
    this.#join(inward, outward, (request) => {
      this.#isDeaf ||= mood.isLost(request);
      return true;
    });
    this.#join(outward, inward, () => !this.#isDeaf);
  }

  whenOver(tell) {
    this.#onOver = tell;
  }

  cut() {
    this.#inward.destroy();
    this.#outward.destroy();
  }

  /**
   * From now on neither side hears anything of the other, not even its end.
   * @param serverDies the server's side is cut, as when its machine loses its power; else both stay open
   */
  hush({ serverDies = false } = {}) {
    this.#isSilent = true;
    this.#inward.pause();
    this.#outward.pause();
    if (serverDies) this.#outward.destroy();
  }

  /** What waited arrives, as when TCP sends it once more. A link with a gap in it can only end. */
  mend() {
    const isWhole = !this.#isDeaf && !this.#inward.destroyed && !this.#outward.destroyed;
    if (!isWhole) this.cut();
    else if (this.#isSilent) {
      this.#isSilent = false;
      this.#inward.resume();
      this.#outward.resume();
    }
  }

  /** What comes from one side goes to the other in its order, the end last, however long each part is held. */
  #join(from, to, passes) {
    let passed = Promise.resolve();
    const inOrder = (act) => {
      const due = this.#delay();
      passed = passed.then(() => due).then(() => this.#isSilent || act());
    };
    from.on('data', (chunk) => {
      if (passes(chunk)) inOrder(() => this.#pass(from, to, chunk));
    });
    from.on('end', () => inOrder(() => to.end()));
    // The other side hears of it by the close that follows.
    from.on('error', () => undefined);
    from.on('close', () => {
      inOrder(() => to.destroy());
      if (to.destroyed) this.#onOver();
    });
  }

  async #delay() {
    const { delayMs, held } = this.#mood;
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: held.signal }).catch(() => undefined);
  }

  #pass(from, to, chunk) {
    if (to.destroyed || to.write(chunk)) return;
    from.pause();
    to.once('drain', () => this.#isSilent || from.resume());
  }
}
