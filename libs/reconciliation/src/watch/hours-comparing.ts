import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareHour } from '../compare/compare-hour.js';
import { readKnown, type Subject } from '../keep/discrepancies.store.js';
import { endingOfHour } from '../keep/closed-by.js';
import { keep } from '../keep/keep-rule.js';
import type { Compared, Keeping, Kept } from '../keep/keeping.js';
import { type HourKey, readComparedHours } from '../read/compared-hours.query.js';
import { lockComparisons } from './comparison-locks.store.js';

interface ComparedHourKey extends Compared {
  readonly hour: HourKey;
}

/** Compares hours and keeps what it shows. */
export class HoursComparing {
  constructor(
    private readonly keeping: Pick<Keeping, 'take'>,
    private readonly clock: Clock,
  ) {}

  /** Those of which something else is to be kept, as it looks without holding anything. */
  async changing(sql: Sql, hours: readonly HourKey[], accounts: AccountsFacts): Promise<HourKey[]> {
    const compared = await this.judge(sql, hours, accounts);
    const subjects = compared.map(({ about }) => about.subject);
    const known = await readKnown(sql, subjects, this.clock.now());
    return compared
      .filter(({ about, comparison }) => keep(known.get(about.subject) ?? [], comparison).length > 0)
      .map(({ hour }) => hour);
  }

  /** In the caller's transaction, which holds these hours' comparisons until it ends. */
  async compare(sql: Sql, hours: readonly HourKey[], accounts: AccountsFacts): Promise<Kept> {
    await lockComparisons(
      sql,
      hours.map((hour) => aboutHour(hour).subject),
    );
    return this.keeping.take(sql, await this.judge(sql, hours, accounts));
  }

  private async judge(
    sql: Sql,
    hours: readonly HourKey[],
    accounts: AccountsFacts,
  ): Promise<ComparedHourKey[]> {
    const read = await readComparedHours(sql, hours, accounts);
    const now = this.clock.now();
    return read.map((hour) => ({
      hour,
      about: aboutHour(hour),
      comparison: compareHour(hour, accounts, now),
      ending: (rule: RuleCode) => endingOfHour(hour, rule, accounts),
    }));
  }
}

const aboutHour = ({ storeId, start }: HourKey): Subject => ({
  subject: `hour:${storeId}:${start.toISOString()}`,
  orderId: null,
  storeId,
  hourStart: start,
});
