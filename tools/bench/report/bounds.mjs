/** What the tables say of their bounds; one that is broken makes the bench fail. */
export class Bounds {
  #broken = [];

  /**
   * @param {string} name
   * @param {number} figure
   * @param {number} most
   * @returns {string} the figure beside its bound, as a table shows it
   */
  atMost(name, figure, most) {
    const holds = figure <= most;
    if (!holds) this.#broken.push(`${name}: ${figure.toFixed(2)}, at most ${most}`);
    return `${figure.toFixed(2)} (at most ${most}${holds ? '' : ': BROKEN'})`;
  }

  /** @param {string} name @param {boolean} holds */
  isTrue(name, holds) {
    if (!holds) this.#broken.push(name);
    return holds ? 'yes' : 'NO';
  }

  /** Prints what is broken, and has the process fail if anything is. */
  tell() {
    console.log(
      this.#broken.length === 0 ? '\nevery bound holds' : `\nBROKEN\n  ${this.#broken.join('\n  ')}`,
    );
    if (this.#broken.length > 0) process.exitCode = 1;
  }
}
