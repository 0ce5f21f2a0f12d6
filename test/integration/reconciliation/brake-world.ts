import type { Sql } from '#database/sql.js';
import type { LogEvent } from '#domain/log.js';
import { Brake } from '#reconciliation/brake/brake.js';
import { BrakeWatching } from '#reconciliation/brake/brake-watching.js';
import { ComparisonTally } from '#reconciliation/brake/comparison-tally.js';
import { EmptyListing } from '#reconciliation/brake/empty-listing.js';
import { Figures } from '#reconciliation/brake/figures.js';
import { StopJudging } from '#reconciliation/brake/stop-judging.js';
import { Stopping } from '#reconciliation/brake/stopping.js';
import { AGREES } from '#reconciliation/compare/comparison.js';
import { BrakesService } from '#reconciliation/operator/brakes.service.js';
import { DEFAULT_REPAIR_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import { addAccount, newId, openLedger } from '../../support/open-ledger.js';
import { aDifference } from './keeping-world.js';

/** Accounts with brakes, at a time of the test's choosing. */
export async function brakeWorld(start = new Date('2026-03-12T02:30:20Z')) {
  const open = await openLedger([]);
  const { database } = open;
  let now = start;
  const clock = { now: () => now, latest: () => now };
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const stopping = new Stopping();
  /** Of a hub of its own. */
  const hub = () => {
    const figures = new Figures(new EmptyListing());
    const judging = new StopJudging(figures, stopping);
    return {
      brake: new Brake({ clock, limits: DEFAULT_REPAIR_SETTINGS, stopping, judging }),
      watching: new BrakeWatching({
        database,
        clock,
        figures,
        judging,
        log,
      }),
    };
  };
  const tally = new ComparisonTally();
  const people = new BrakesService({ database, clock, stopping, log });
  return {
    ...open,
    events,
    hub,
    now: () => now,
    later: (ms: number): void => void (now = new Date(now.getTime() + ms)),
    account: () => addAccount(database, 'till'),
    /** These orders of the account are compared, a moment later; those named so differ. */
    compared: (accountId: string, agreeing: readonly string[], differing: readonly string[] = []) => {
      now = new Date(now.getTime() + 1);
      return database.transaction((sql) =>
        tally.add(
          sql,
          [...agreeing, ...differing].map((id) => ({
            order: { id, legs: [{ accountId }] as never },
            comparison: differing.includes(id)
              ? { ...AGREES, differences: [aDifference({ accountId })] }
              : AGREES,
          })),
          now,
        ),
      );
    },
    look: () => hub().watching.run(),
    start: (scope: string) => people.start(scope, 'looked at it', newId()),
    begin: (accountId: string, sql: Sql) =>
      hub().brake.begin(sql, { repairId: newId(), rule: 'stuck', accountId, kind: 'fetch' }),
    /** Why each is stopped. */
    stops: async (): Promise<Record<string, string>> => {
      const rows = await database.rows<{ scope: string; reason: string }>({
        text: `SELECT scope, reason FROM brakes WHERE state = 'stopped'`,
      });
      return Object.fromEntries(rows.map(({ scope, reason }) => [scope, reason]));
    },
  };
}

export type BrakeWorld = Awaited<ReturnType<typeof brakeWorld>>;

export const newIds = (count: number): string[] => Array.from({ length: count }, () => newId());
