import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { eventId } from '../keep/event-ids.js';
import { accountBrakes, holdBrakes } from './brakes.store.js';
import {
  addHour,
  type ComparedHourKey,
  forgetCompared,
  joinMinutes,
  readMinutesOfHour,
  unsummedHours,
} from './compared-minutes.store.js';
import { joined, tallyOf } from './compared-sample.js';
import type { Figures } from './figures.js';
import { hourOf, minuteOf } from './minutes.js';
import { DAY_MS, HOUR_MS, stopOfAccount } from './stop-rule.js';
import type { StopJudging } from './stop-judging.js';

interface WatchingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly figures: Pick<Figures, 'read'>;
  readonly judging: StopJudging;
  readonly log: Log;
}

const KEPT_MS = 8 * DAY_MS;

/** Stops accounts of which something shows that it is not as it should be, and keeps in order what they are judged by. */
export class BrakeWatching {
  constructor(private readonly parts: WatchingParts) {}

  async run(): Promise<void> {
    await this.tidy();
    const { database, clock, figures } = this.parts;
    const running = (await accountBrakes(database)).filter(({ stopped }) => stopped === null);
    const accounts = running.map(({ scope: id, startedAt }) => ({ id, startedAt }));
    const now = clock.now();
    for (const [id, shown] of await figures.read(database, accounts, now))
      if (stopOfAccount(shown, now) !== null) await this.stop(id);
  }

  /** Under its brake it is judged once more: somebody may have started it just now. */
  private async stop(accountId: string): Promise<void> {
    const { database, judging, clock, log } = this.parts;
    const stopped = await database.transaction(async (sql) => {
      const held = await holdBrakes(sql, [accountId]);
      return judging.stopWhereShown(sql, held, accountId, clock.now());
    });
    if (stopped !== null)
      log({ event: 'brake', level: 'warn', scope: accountId, outcome: 'stopped', reason: stopped.why });
  }

  private async tidy(): Promise<void> {
    const { database, clock } = this.parts;
    const now = clock.now();
    await database.transaction((sql) => joinMinutes(sql, minuteOf(now), () => eventId(now)));
    for (const hour of await unsummedHours(database, hourOf(now))) await this.sum(hour);
    const minutesBefore = hourOf(new Date(now.getTime() - HOUR_MS));
    await forgetCompared(database, { minutesBefore, hoursBefore: new Date(now.getTime() - KEPT_MS) });
  }

  private async sum(hour: ComparedHourKey): Promise<void> {
    const { database } = this.parts;
    const minutes = await readMinutesOfHour(database, hour);
    await addHour(database, hour, tallyOf(joined(minutes.map(({ sample }) => sample))));
  }
}
