import type { Database } from '#database/database.js';
import { together } from '#database/together.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { asError } from '#domain/thrown.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { disputedHours, type HourKey, ticketHours } from '../read/compared-hours.query.js';
import type { ReconciliationSettings } from '../reconciliation-settings.js';
import type { HoursComparing } from './hours-comparing.js';

export interface HoursWatchingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly comparing: HoursComparing;
  readonly settings: Pick<ReconciliationSettings, 'hoursPerBatch'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Tickets are read within hours; what stands as a discrepancy is looked at for as long as it does. */
const TICKETS_WITHIN_MS = 3 * 24 * 3_600_000;

type NextHours = (after: HourKey | null, most: number) => Promise<HourKey[]>;

/** Compares the hours that may not be what their vendors have; a hub that finds nothing new holds and writes nothing. */
export class HoursWatching {
  constructor(private readonly parts: HoursWatchingParts) {}

  /** Once through all of them. An hour that cannot be compared stops only itself. @throws the first fault, at the end */
  run(signal: AbortSignal): Promise<void> {
    return this.through(signal, (after, most) => disputedHours(this.parts.database, after, most));
  }

  /** Once through the late hours whose tickets are the same sales. @throws as `run` */
  async runTickets(signal: AbortSignal): Promise<void> {
    const { database, accounts, clock } = this.parts;
    const facts = [...(await accounts.read()).values()];
    const accountIds = facts.filter(({ tickets }) => tickets === 'same_sales').map(({ id }) => id);
    const since = new Date(clock.now().getTime() - TICKETS_WITHIN_MS);
    await this.through(signal, (after, most) => ticketHours(database, { accountIds, since }, after, most));
  }

  private async through(signal: AbortSignal, next: NextHours): Promise<void> {
    const { settings } = this.parts;
    const faults: Error[] = [];
    let after: HourKey | null = null;
    do {
      const hours = await next(after, settings.hoursPerBatch);
      if (hours.length > 0) faults.push(...(await this.take(hours, await this.parts.accounts.read())));
      after = hours.length === settings.hoursPerBatch ? (hours.at(-1) ?? null) : null;
    } while (after !== null && !signal.aborted);
    const [fault] = faults;
    if (fault !== undefined) throw fault;
  }

  private async take(hours: readonly HourKey[], accounts: AccountsFacts): Promise<Error[]> {
    const { database, comparing } = this.parts;
    const written = await together(
      hours,
      async (some) => {
        const changing = await comparing.changing(database, some, accounts);
        if (changing.length > 0)
          await database.transaction((sql) => comparing.compare(sql, changing, accounts));
        return some.map(() => true);
      },
      database,
    );
    return written.flatMap((one, at) => {
      if ('result' in one) return [];
      if (one.isOfAll) throw asError(one.failure);
      return [this.failed(hours[at], asError(one.failure))];
    });
  }

  private failed(hour: HourKey | undefined, error: Error): Error {
    const at = hour === undefined ? {} : { storeId: hour.storeId, hourStart: hour.start.toISOString() };
    this.parts.log({ event: 'compare', level: 'error', ...at, outcome: 'not compared', error });
    return error;
  }
}
