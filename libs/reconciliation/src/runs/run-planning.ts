import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import type { RunSettings } from '../reconciliation-settings.js';
import { type Alive, forgetAlive, readAlive, writeAlive } from './comparing-alive.store.js';
import { EVERYTHING, type RunCause, type RunScope } from './run.js';
import { lastRunTime } from './run-times.js';
import { insertRun, scheduledUnderWay } from './runs.store.js';

interface PlanningParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly settings: RunSettings;
}

/** Away for longer, and what it missed is compared. */
const AWAY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Makes the runs that nobody asks for: those of the schedule, and one over the time in which nothing was compared, or an
 * account could not be judged. Once a minute, once for all hubs.
 */
export class RunPlanning {
  constructor(private readonly parts: PlanningParts) {}

  async plan(): Promise<void> {
    const { database, accounts, clock } = this.parts;
    const facts = await accounts.read();
    await database.transaction(async (sql) => {
      const now = clock.now();
      const alive = await readAlive(sql, now);
      await this.ofHub(sql, alive, now);
      await this.ofAccounts(sql, alive, facts, now);
      await this.ofSchedule(sql, now);
    });
  }

  private async ofHub(sql: Sql, alive: readonly Alive[], now: Date): Promise<void> {
    const last = alive.find(({ what }) => what === HUB)?.at ?? now;
    if (isLong(last, now)) await this.add(sql, 'hub_away', { from: last, to: now }, EVERYTHING);
    await writeAlive(sql, { what: HUB, at: now });
  }

  private async ofAccounts(
    sql: Sql,
    alive: readonly Alive[],
    facts: AccountsFacts,
    now: Date,
  ): Promise<void> {
    const since = new Map(alive.map(({ what, at }) => [what, at]));
    const ended: string[] = [];
    for (const [accountId, { standing }] of facts) {
      const what = ofAccount(accountId);
      const from = since.get(what);
      if (standing !== 'well' && from === undefined) await writeAlive(sql, { what, at: now });
      if (standing !== 'well' || from === undefined) continue;
      ended.push(what);
      if (isLong(from, now))
        await this.add(sql, 'account_away', { from, to: now }, { ...EVERYTHING, accountId });
    }
    await forgetAlive(sql, ended);
  }

  /** While one of the schedule goes on, or waits, there is none behind it: the next one looks at all of it again. */
  private async ofSchedule(sql: Sql, now: Date): Promise<void> {
    const { at, days } = this.parts.settings;
    const scheduledFor = lastRunTime(at, now);
    if (scheduledFor === null || (await scheduledUnderWay(sql))) return;
    const period = { from: new Date(scheduledFor.getTime() - days * DAY_MS), to: scheduledFor };
    await this.add(sql, 'schedule', period, EVERYTHING, scheduledFor);
  }

  private async add(
    sql: Sql,
    cause: RunCause,
    period: { readonly from: Date; readonly to: Date },
    scope: RunScope,
    scheduledFor: Date | null = null,
  ): Promise<void> {
    const now = this.parts.clock.now();
    const id = uuidV7(now, randomBytes(10));
    await insertRun(sql, { ...scope, ...period, id, cause, scheduledFor }, now);
  }
}

const HUB = 'hub';
const ofAccount = (accountId: string): string => `account:${accountId}`;

const isLong = (from: Date, to: Date): boolean => to.getTime() - from.getTime() > AWAY_MS;
