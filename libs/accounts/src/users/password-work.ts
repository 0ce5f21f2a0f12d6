/** More would take threads from names that are looked up and files that are read: Node has four. 64 MiB in all. */
const AT_ONCE = 2;
/** The last of these waits for sixteen hashes before it; more are told to come again. */
const MOST_WAITING = 32;

/** So many sign in at once that one more would wait too long. */
export class TooManyPasswordsError extends Error {
  override readonly name = 'TooManyPasswordsError';
}

/** Lets few passwords be hashed at once, whoever asks: neither memory nor threads run out by sign-ins. Of this process alone. */
export class PasswordWork {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce = AT_ONCE,
    private readonly mostWaiting = MOST_WAITING,
  ) {}

  /** @throws TooManyPasswordsError; whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  /** Whoever ends hands its place on. */
  private turn(): Promise<void> {
    if (this.running < this.atOnce) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= this.mostWaiting)
      return Promise.reject(new TooManyPasswordsError('too many passwords wait to be hashed'));
    return new Promise((resolve) => void this.waiting.push(resolve));
  }
}
