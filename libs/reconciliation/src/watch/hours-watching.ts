import { isDatabaseAway } from '#database/database-away.js';
import type { Database } from '#database/database.js';
import { together } from '#database/together.js';
import type { Log } from '#domain/log.js';
import { asError } from '#domain/thrown.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { disputedHours, type HourKey } from '../read/compared-hours.query.js';
import type { ReconciliationSettings } from '../reconciliation-settings.js';
import type { HoursComparing } from './hours-comparing.js';

export interface HoursWatchingParts {
  readonly database: Database;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly comparing: HoursComparing;
  readonly settings: Pick<ReconciliationSettings, 'hoursPerBatch'>;
  readonly log: Log;
}

/** Compares the hours that may not be what their vendors have; a hub that finds nothing new holds and writes nothing. */
export class HoursWatching {
  constructor(private readonly parts: HoursWatchingParts) {}

  /** Once through all of them. An hour that cannot be compared stops only itself. @throws the first fault, at the end */
  async run(signal: AbortSignal): Promise<void> {
    const { database, settings } = this.parts;
    const faults: Error[] = [];
    let after: HourKey | null = null;
    do {
      const hours = await disputedHours(database, after, settings.hoursPerBatch);
      if (hours.length > 0) faults.push(...(await this.take(hours, await this.parts.accounts.read())));
      after = hours.length === settings.hoursPerBatch ? (hours.at(-1) ?? null) : null;
    } while (after !== null && !signal.aborted);
    const [fault] = faults;
    if (fault !== undefined) throw fault;
  }

  private async take(hours: readonly HourKey[], accounts: AccountsFacts): Promise<Error[]> {
    const { database, comparing } = this.parts;
    const changing = await comparing.changing(database, hours, accounts);
    if (changing.length === 0) return [];
    const written = await together(changing, async (some) => {
      await database.transaction((sql) => comparing.compare(sql, some, accounts));
      return some.map(() => true);
    });
    return written.flatMap((one, at) =>
      'failure' in one ? [this.failed(changing[at], asError(one.failure))] : [],
    );
  }

  private failed(hour: HourKey | undefined, error: Error): Error {
    if (isDatabaseAway(error)) throw error;
    const at = hour === undefined ? {} : { storeId: hour.storeId, hourStart: hour.start.toISOString() };
    this.parts.log({ event: 'compare', level: 'error', ...at, outcome: 'not compared', error });
    return error;
  }
}
