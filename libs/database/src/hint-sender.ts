import { wordsOf } from '#domain/thrown.js';
import type { Database } from './database.js';
import { hintText } from './hint-text.js';
import { within } from './statement-bounds.js';

/** On it every hub tells all hubs what has changed. */
export const HINT_CHANNEL = 'suanpan_hints';
const SEND_EVERY_MS = 200;

/** Sends what has changed to all hubs, at most once in 200 ms, however much that is. */
export class HintSender {
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private isFailing = false;

  constructor(
    private readonly database: Pick<Database, 'rows' | 'hints'>,
    private readonly onFault: (message: string) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sending ??= this.send().finally(() => (this.sending = undefined));
    }, SEND_EVERY_MS);
    this.timer.unref();
  }

  /** Sends what is left. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sending;
    await this.send();
  }

  /** What could not be sent waits for the next time. Never rejects. */
  private async send(): Promise<void> {
    if (this.database.hints.isEmpty) return;
    const hints = this.database.hints.take();
    try {
      const values = [HINT_CHANNEL, hintText(hints)];
      await within('acknowledging', () =>
        this.database.rows({ name: 'send_hints', text: 'SELECT pg_notify($1, $2)', values }),
      );
      this.isFailing = false;
    } catch (error) {
      this.database.hints.addAll(hints);
      if (!this.isFailing) this.onFault(`hints wait: ${wordsOf(error)}`);
      this.isFailing = true;
    }
  }
}
