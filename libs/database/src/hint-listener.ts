import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Hint } from '#domain/hint.js';
import { wordsOf } from '#domain/thrown.js';
import { HINT_CHANNEL } from './hint-sender.js';
import { hintsIn } from './hint-text.js';
import { createPool, type PoolOptions } from './pool.js';
import { within } from './statement-bounds.js';

/** A connection that hears nothing and does not answer either is found out within twice this, ms. */
const LOOK_EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 500;

export interface HintEars {
  hear(hints: readonly Hint[]): void;
  /** Something may have been missed. Told before anything is heard again. */
  missed(): void;
  onFault(message: string): void;
}

/** Hears what all hubs have changed, this one too, on one connection of its own. */
export class HintListener {
  private readonly stopping = new AbortController();
  private readonly pool: pg.Pool;
  private running: Promise<void> = Promise.resolve();

  constructor(
    options: Pick<PoolOptions, 'url' | 'name'>,
    private readonly ears: HintEars,
  ) {
    this.pool = createPool({ ...options, max: 1 });
    this.pool.on('error', () => undefined);
  }

  /** Resolves once it listens. @throws what the database throws, the first time alone */
  async start(): Promise<void> {
    const first = await this.connect();
    this.running = this.run(first);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.pool.end();
  }

  private async run(first: pg.PoolClient): Promise<void> {
    let client: pg.PoolClient | undefined = first;
    while (!this.isStopped()) {
      if (client !== undefined) await this.untilLost(client);
      if (this.isStopped()) return;
      client = await this.connect().catch(() => undefined);
      if (client === undefined) await this.rest(AGAIN_AFTER_MS);
      else this.ears.missed();
    }
    client?.release(true);
  }

  private connect(): Promise<pg.PoolClient> {
    return within('acknowledging', async () => {
      const client = await this.pool.connect();
      try {
        client.on('notification', ({ payload = '' }) => this.ears.hear(hintsIn(payload)));
        await client.query(`LISTEN ${HINT_CHANNEL}`);
        return client;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  }

  /** Returns once it is lost, or nobody listens any more. */
  private async untilLost(client: pg.PoolClient): Promise<void> {
    const lost = new AbortController();
    const ends = AbortSignal.any([lost.signal, this.stopping.signal]);
    const goesOn = () => !ends.aborted;
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort());
    try {
      while (goesOn()) {
        await sleep(LOOK_EVERY_MS, undefined, { signal: ends, ref: false }).catch(() => undefined);
        if (goesOn()) await within('acknowledging', () => client.query('SELECT 1'));
      }
      if (lost.signal.aborted) this.ears.onFault(`hints are not heard: ${wordsOf(lost.signal.reason)}`);
    } catch (error) {
      this.ears.onFault(`hints are not heard: ${wordsOf(error)}`);
    } finally {
      client.release(true);
    }
  }

  private async rest(ms: number): Promise<void> {
    const { signal } = this.stopping;
    await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }

  private isStopped(): boolean {
    return this.stopping.signal.aborted;
  }
}
