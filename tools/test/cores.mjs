/** So many may work at once; who comes later waits for a turn, first come, first served. */
export class Cores {
  #free;
  #waiting = [];

  /** @param {number} count */
  constructor(count) {
    this.#free = count;
  }

  /** @returns {Promise<void>} resolves when there is one for the caller, who releases it */
  async take() {
    if (this.#free === 0) return new Promise((resolve) => void this.#waiting.push(resolve));
    this.#free -= 1;
  }

  release() {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
