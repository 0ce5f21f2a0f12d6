import { AsyncResource } from 'node:async_hooks';
import pg from 'pg';
import { BoundedClient } from './bounded-client.js';
import { allowedMs, DatabaseSilentError } from './statement-bounds.js';

/** `release` is missing where the pool itself gave up waiting for a free connection. */
type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, release?: Release) => void;
type Release = (error?: Error | boolean) => void;

/** A pool whose sessions are bounded, and waiting for one too. */
export class BoundedPool extends pg.Pool {
  private readonly idle = new Set<BoundedClient>();

  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: BoundedClient });
    const connect = this.connect.bind(this) as (taken: Taken) => void;
    this.connect = ((taken?: Taken) => take(connect, taken)) as typeof this.connect;
    this.on('connect', (client) => this.watch(client as unknown as BoundedClient));
    this.on('acquire', (client) => this.idle.delete(client as unknown as BoundedClient));
    this.on('release', (_error, client) => this.idle.add(client as unknown as BoundedClient));
    this.on('remove', (client) => this.idle.delete(client as unknown as BoundedClient));
  }

  private watch(client: BoundedClient): void {
    // Whoever uses it learns of its end by the statement that fails; unheard, it would end the whole process.
    client.on('error', (error) => {
      if (error instanceof DatabaseSilentError) this.distrust();
    });
  }

  /** Where one connection fell silent, those that lie idle are as old: each would cost its caller a whole bound. */
  private distrust(): void {
    for (const client of this.idle) {
      client.giveUp(new Error('Connection terminated: another of this pool fell silent'));
    }
    this.idle.clear();
  }
}

function take(connect: (taken: Taken) => void, taken?: Taken): Promise<pg.PoolClient> | undefined {
  if (taken !== undefined) {
    connect(bounded(taken));
    return undefined;
  }
  return new Promise((resolve, reject) => {
    connect(bounded((error, client) => (client ? resolve(client) : reject(error ?? new Error('no client')))));
  });
}

/**
 * Waits no longer than a statement may. Goes on as its caller: a pool tells of a free connection in the
 * name of whoever gave it back, whose statements may be of another class.
 */
function bounded(taken: Taken): Taken {
  const ms = allowedMs();
  let isOver = false;
  const timer =
    ms === undefined
      ? undefined
      : setTimeout(() => {
          isOver = true;
          taken(new DatabaseSilentError('no connection was free', ms), undefined);
        }, ms);
  return AsyncResource.bind((error, client, release) => {
    clearTimeout(timer);
    if (isOver) release?.();
    else taken(error, client, release);
  });
}
