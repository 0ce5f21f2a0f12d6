import type { Sql } from '#database/sql.js';
import type { HeldBrake } from './brakes.store.js';
import type { Figures } from './figures.js';
import { type StopReason, stopOfAccount } from './stop-rule.js';
import type { Stopping } from './stopping.js';

/** A stop that stands from now on. */
export interface Stood {
  readonly why: StopReason;
  readonly stopId: string;
}

/** Stops an account of which something shows that it is not as it should be. */
export class StopJudging {
  constructor(
    private readonly figures: Pick<Figures, 'read'>,
    private readonly stopping: Stopping,
  ) {}

  /** In the transaction that holds the brakes; of one that is stopped already nothing is judged. */
  async stopWhereShown(
    sql: Sql,
    held: ReadonlyMap<string, HeldBrake>,
    accountId: string,
    at: Date,
  ): Promise<Stood | null> {
    const brake = held.get(accountId);
    if (brake?.stopped !== null) return null;
    const account = { id: accountId, startedAt: brake.startedAt };
    const figures = (await this.figures.read(sql, [account], at)).get(accountId);
    const stop = figures === undefined ? null : stopOfAccount(figures, at);
    if (stop === null) return null;
    const acted = { at, actor: null, textId: null };
    const stopId = await this.stopping.stop(sql, held, accountId, { ...stop, ...acted });
    return { why: stop.reason, stopId };
  }
}
