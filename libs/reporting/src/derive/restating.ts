import { restateMode } from '#accounts/accounts/restating.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { groupBy } from '../figures/group-by.js';
import {
  type DerivedHour,
  hourKey,
  hourName,
  lockHours,
  lockStores,
  type StoreHour,
} from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import type { Deciding, HourStep, ReportedHour } from './deciding.js';
import { lookAtSendable } from './negative-hours.js';
import { askingAccounts, dueToRestate, lookAnew } from './restating.store.js';
import { readSinks } from './sinks.store.js';
import { type Batch, StoreByStore } from './store-by-store.js';
import { lookAtMoved, takersOf } from './takers.store.js';

const MOST_NAMED = 10;

/**
 * Looks at hours that have a further revision, when that is made and when they have settled: what its vendor has and
 * is other now is reported again, or waits for a person. That it is to be looked at stands with the hour, so a hub that
 * dies leaves it to the next.
 */
export class Restating {
  private readonly storeByStore: StoreByStore;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deciding: Deciding,
    private readonly settings: Pick<ReportingSettings, 'hoursPerBatch'>,
    private readonly log: Log,
  ) {
    this.storeByStore = new StoreByStore(database, log, { event: 'restate', outcome: 'failed' });
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.takeAnswers();
    const resting: string[] = [];
    while (!signal.aborted && (await this.storeByStore.take(await this.due(resting), resting)));
  }

  /** Those whose orders have begun to move meanwhile rest. */
  private async due(resting: string[]): Promise<Batch> {
    const hours = await dueToRestate(this.database, this.clock.now(), resting, this.settings.hoursPerBatch);
    return {
      storeIds: [...new Set(hours.map(({ storeId }) => storeId))],
      takeAll: async () => {
        if (hours.length > 0) resting.push(...(await this.look(hours)));
        return hours.length > 0;
      },
      takeOf: async (id) => {
        resting.push(...(await this.look(hours.filter(({ storeId }) => storeId === id))));
      },
    };
  }

  /**
   * Hours that wait for a person are looked at anew once the account asks nobody, the store's rules send what is below
   * zero, or another account takes them than before, or none.
   */
  private async takeAnswers(): Promise<void> {
    const asking = await askingAccounts(this.database);
    const answered = asking.filter((one) => restateMode(one.setting, one.confirmedAt) === 'auto');
    await lookAnew(
      this.database,
      answered.map(({ id }) => id),
      this.clock.now(),
    );
    await lookAtSendable(this.database, this.clock.now());
    await lookAtMoved(this.database, this.clock.now(), this.settings.hoursPerBatch);
  }

  /** @returns the stores whose orders have begun to move meanwhile: their hours rest */
  private async look(hours: readonly StoreHour[]): Promise<string[]> {
    const storeIds = [...new Set(hours.map(({ storeId }) => storeId))];
    const { moving, steps } = await this.database.transaction(async (sql) => {
      await lockStores(sql, storeIds);
      const sinks = groupBy(await readSinks(sql, storeIds), ({ store_id }) => store_id);
      const moving = storeIds.filter((id) => sinks.get(id)?.some(({ waits_for }) => waits_for !== null));
      const derived = await lockHours(
        sql,
        hours.filter(({ storeId }) => !moving.includes(storeId)),
      );
      return { moving, steps: await this.decide(sql, derived) };
    });
    this.tell(steps);
    return moving;
  }

  /** One line a batch for each thing that was decided, that names the first hours. */
  private tell(steps: readonly HourStep[]): void {
    for (const [outcome, those] of groupBy(steps, ({ next }) =>
      next.step === 'asks' ? `asks: ${next.why}` : next.step,
    ))
      this.log({
        ...{ event: 'restate', level: 'info', outcome, hours: those.length },
        first: those.slice(0, MOST_NAMED).map(({ hour }) => hourName(hour)),
      });
  }

  private async decide(sql: Sql, derived: readonly DerivedHour[]): Promise<HourStep[]> {
    const takers = await takersOf(sql, derived);
    const reported: ReportedHour[] = [];
    const unbound: DerivedHour[] = [];
    for (const hour of derived) {
      const accountId = takers.get(hourKey(hour));
      if (accountId === undefined) unbound.push(hour);
      else reported.push({ hour, accountId });
    }
    const steps = await this.deciding.decide(sql, reported, false);
    return [...steps, ...(await this.deciding.decideUnbound(sql, unbound))];
  }
}
