import type { Sql } from '#database/sql.js';
import { eventId } from '../keep/event-ids.js';
import { type Acted, ALL, countStoppedSince, type HeldBrake, writeStop } from './brakes.store.js';
import { type Stop, stopOfAll } from './stop-rule.js';

/** Stops what runs; one way for hubs and people. */
export class Stopping {
  /**
   * In the transaction that holds the brakes. Where one more account is too many, all is stopped, too.
   * @returns the stop's id
   */
  async stop(sql: Sql, held: ReadonlyMap<string, HeldBrake>, scope: string, stop: Stop & Acted) {
    const stopId = await this.write(sql, scope, stop);
    const all = held.get(ALL);
    if (scope === ALL || all?.stopped !== null) return stopId;
    const further = stopOfAll(await countStoppedSince(sql, all.startedAt));
    if (further !== null) await this.write(sql, ALL, { ...further, at: stop.at, actor: null, textId: null });
    return stopId;
  }

  private async write(sql: Sql, scope: string, { reason, detail, ...acted }: Stop & Acted): Promise<string> {
    const [stopId, ofHistory] = [eventId(acted.at), eventId(acted.at)];
    await writeStop(sql, scope, { reason, detail }, { ...acted, stopId, eventId: ofHistory });
    return stopId;
  }
}
