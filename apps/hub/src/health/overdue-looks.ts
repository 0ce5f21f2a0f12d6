import type { Provider } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { OverdueSealsQuery } from '#audit/chain/overdue-seals.query.js';
import { within } from '#database/statement-bounds.js';
import { OverdueDispatchesQuery } from '#dispatch/operator/overdue-dispatches.query.js';
import type { Log } from '#domain/log.js';
import { OverdueDeliveriesQuery } from '#intake/overdue-deliveries.query.js';
import { type Overdue, type OverdueQuery, OverdueWatch } from '#jobs/overdue.js';
import { OverdueComparisonsQuery } from '#reconciliation/operator/overdue-comparisons.query.js';
import { OverdueSubmissionsQuery } from '#reporting/operator/overdue-submissions.query.js';
import { LOG } from '../log/log.token.js';

const LOOK_EVERY_MS = 10_000;

/** Looks in the background, on a timer of its own, whether work waits that nobody takes. */
export class OverdueLooks {
  private readonly watch = new OverdueWatch();

  constructor(
    private readonly log: Log,
    private readonly queries: readonly OverdueQuery[],
  ) {}

  /** See `OverdueWatch`. */
  isKnown(): boolean {
    return this.watch.isKnown();
  }

  overdue(): readonly Overdue[] {
    return this.watch.overdue();
  }

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    this.watch.look(await this.find(), performance.now());
  }

  private async find(): Promise<Overdue[] | undefined> {
    try {
      const found = await within('acknowledging', () => Promise.all(this.queries.map((each) => each.read())));
      return found.filter((one) => one !== undefined);
    } catch (error) {
      this.log({ event: 'overdue', level: 'warn', outcome: 'cannot be looked for', error });
      return undefined;
    }
  }
}

/** Each kind of work, and what knows what of it could be taken. */
export const overdueLooks: Provider = {
  provide: OverdueLooks,
  useFactory: (log: Log, ...queries: OverdueQuery[]) => new OverdueLooks(log, queries),
  inject: [
    LOG,
    OverdueDeliveriesQuery,
    OverdueDispatchesQuery,
    OverdueSubmissionsQuery,
    OverdueComparisonsQuery,
    OverdueSealsQuery,
  ],
};
