import type { Sql } from '#database/sql.js';
import type { EmptyStretch } from '#polling/plan/empty-stretches.query.js';
import { hourOf } from './minutes.js';
import { type AccountFigures, HOUR_MS } from './stop-rule.js';
import { usualOrders } from './usual-orders.query.js';

/** What was usual in an hour of a week does not change while it lasts. */
const MOST_KNOWN = 1_000;

/** Tells how many orders are usual where nothing was listed, by the last hour of it. */
export class EmptyListing {
  private readonly known = new Map<string, Promise<number>>();

  /** @param since what was before counts no more */
  async read(sql: Sql, { accountId, from, to }: EmptyStretch, since: Date): Promise<AccountFigures['empty']> {
    const begins = new Date(Math.max(from.getTime(), since.getTime(), to.getTime() - HOUR_MS));
    if (begins >= to) return null;
    let usual = 0;
    for (let hour = hourOf(begins); hour < to; hour = new Date(hour.getTime() + HOUR_MS)) {
      const overlap =
        Math.min(to.getTime(), hour.getTime() + HOUR_MS) - Math.max(begins.getTime(), hour.getTime());
      usual += ((await this.usual(sql, accountId, hour)) * overlap) / HOUR_MS;
    }
    return { from: begins, to, usual };
  }

  private usual(sql: Sql, accountId: string, hour: Date): Promise<number> {
    const key = `${accountId} ${String(hour.getTime())}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    const usual = usualOrders(sql, accountId, hour);
    usual.catch(() => this.known.delete(key));
    this.known.set(key, usual);
    return usual;
  }
}
