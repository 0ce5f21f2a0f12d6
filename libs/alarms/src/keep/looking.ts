import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { ALARMS_SEND } from '../alarms.tasks.js';
import type { AlarmsSettings } from '../alarms-settings.js';
import { type AlarmChanges, alarmChanges } from './alarm-changes.js';
import { endAlarms, insertAlarms, keptAlarms, takeLook, updateAlarms } from './alarms.store.js';
import { noticeEnded, noticeOpened } from './notices.store.js';
import type { StandingSource } from './standing-source.js';

export interface LookingParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly log: Log;
  readonly settings: AlarmsSettings;
}

/**
 * Asks the sources what stands, and keeps the alarms in step with it: opened, seen again, ended, with the notices that
 * follow, in one transaction a source. A source that cannot be read changes nothing of its kinds, and stops no other.
 */
export class Looking {
  constructor(private readonly parts: LookingParts) {}

  /** @throws what the last source that failed said */
  async look(sources: readonly StandingSource[], signal: AbortSignal): Promise<void> {
    const faults: unknown[] = [];
    for (const source of sources) {
      if (signal.aborted) break;
      await this.ask(source).catch((error: unknown) => {
        this.parts.log({ event: 'alarms', level: 'error', outcome: 'failed', source: source.name, error });
        faults.push(error);
      });
    }
    if (faults.length > 0) throw faults.at(-1);
  }

  private async ask(source: StandingSource): Promise<void> {
    const { database, clock, settings } = this.parts;
    const askedAt = clock.now();
    const stands = await source.read();
    const changes = await database.transaction(async (sql) => {
      if (!(await takeLook(sql, source.name, askedAt))) return undefined;
      const now = clock.now();
      const since = new Date(now.getTime() - settings.sameWithinMs);
      const found = alarmChanges(await keptAlarms(sql, source.kinds, since), stands);
      await this.write(sql, found, now);
      return found;
    });
    if (changes !== undefined) this.tell(changes);
  }

  private async write(sql: Sql, changes: AlarmChanges, now: Date): Promise<void> {
    const { reopened, seen, ended } = changes;
    const opened = changes.opened.map((one) => ({
      ...one,
      ...{ id: uuidV7(now, randomBytes(10)), occurrence: 1 },
    }));
    await insertAlarms(sql, opened, now);
    await updateAlarms(sql, [...reopened, ...seen], now);
    await endAlarms(
      sql,
      ended.map(({ id }) => id),
      now,
    );
    await noticeOpened(sql, [...opened, ...reopened], now);
    const dueAt = new Date(now.getTime() + this.parts.settings.endSettlesMs);
    await noticeEnded(sql, ended, { now, dueAt });
    if (opened.length + reopened.length > 0) await wakeUp(sql, ALARMS_SEND, this.parts.instance.id);
  }

  private tell({ opened, reopened, ended }: AlarmChanges): void {
    const { log } = this.parts;
    for (const { kind, subject } of [...opened, ...reopened])
      log({ event: 'alarms', level: 'warn', outcome: 'opened', kind, subject });
    for (const { kind, subject } of ended)
      log({ event: 'alarms', level: 'info', outcome: 'ended', kind, subject });
  }
}
