import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
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
@Injectable()
export class OverdueLooks {
  private readonly watch = new OverdueWatch();
  private readonly queries: readonly OverdueQuery[];

  constructor(
    deliveries: OverdueDeliveriesQuery,
    dispatches: OverdueDispatchesQuery,
    submissions: OverdueSubmissionsQuery,
    comparisons: OverdueComparisonsQuery,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.queries = [deliveries, dispatches, submissions, comparisons];
  }

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
