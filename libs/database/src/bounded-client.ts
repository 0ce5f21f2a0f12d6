import type { Socket } from 'node:net';
import pg from 'pg';
import { allowedMs, DatabaseSilentError } from './statement-bounds.js';

type Call = (...args: unknown[]) => unknown;

/**
 * A session whose every statement has its time. One that takes longer loses its socket: a connection that
 * fell silent (a machine without power, a cut cable) says neither yes nor no, and would hold its pool's
 * place and its caller for as long as the system repeats its packets.
 */
export class BoundedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as Call;
    this.query = ((...args: unknown[]) => this.watch(send, args)) as typeof this.query;
  }

  /** Whatever waits on this connection fails with the error, and the pool throws it away. */
  giveUp(error: Error): void {
    (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy(error);
  }

  private watch(send: Call, args: unknown[]): unknown {
    const ms = allowedMs();
    if (ms === undefined) return send(...args);
    const timer = setTimeout(() => {
      this.giveUp(new DatabaseSilentError('the database did not answer', ms));
    }, ms);
    const callback = args.at(-1);
    if (isCall(callback)) {
      return send(...args.slice(0, -1), (...told: unknown[]) => {
        clearTimeout(timer);
        callback(...told);
      });
    }
    const sent = send(...args);
    if (sent instanceof Promise) return sent.finally(() => clearTimeout(timer));
    clearTimeout(timer); // a cursor: nobody here has one
    return sent;
  }
}

const isCall = (value: unknown): value is Call => typeof value === 'function';
