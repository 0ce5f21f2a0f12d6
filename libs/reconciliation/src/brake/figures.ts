import { countFailedFetches } from '#accounts/accounts/known-fetches.store.js';
import type { Sql } from '#database/sql.js';
import { readEmptyStretches } from '#polling/plan/empty-stretches.query.js';
import { groupBy } from '#reporting/figures/group-by.js';
import { joined, tallyOf } from './compared-sample.js';
import { readHours, readMinutes } from './compared-minutes.store.js';
import { countedSince } from './counted-since.js';
import type { EmptyListing } from './empty-listing.js';
import { firstMinuteAfter, firstMinuteOfHour } from './minutes.js';
import { countNotMended } from './repair-counts.query.js';
import { type AccountFigures, DAY_MS, HOUR_MS, isMuch } from './stop-rule.js';

const USUAL_DAYS = 7;

/** An account, and when a person has started it last: what was before counts no more. */
export interface JudgedAccount {
  readonly id: string;
  readonly startedAt: Date | null;
}

type Part<Each> = ReadonlyMap<string, Each>;

/** What accounts are judged by; as many statements as for one, and some more where nothing was listed. */
export class Figures {
  constructor(private readonly emptyListing: EmptyListing) {}

  async read(sql: Sql, accounts: readonly JudgedAccount[], now: Date): Promise<Map<string, AccountFigures>> {
    const within = (ms: number) =>
      accounts.map(({ id, startedAt }) => ({ accountId: id, since: countedSince(now, ms, startedAt) }));
    const lastHour = await lastHours(sql, accounts, now);
    const much = [...lastHour].flatMap(([id, tally]) => (isMuch(tally) ? [id] : []));
    const before = await hoursBefore(sql, much, now);
    const failed = await countFailedFetches(sql, within(HOUR_MS));
    const notMended = await countNotMended(sql, within(DAY_MS));
    const empty = await this.empty(sql, accounts, now);
    const figures = accounts.map(({ id }): [string, AccountFigures] => [
      id,
      {
        lastHour: lastHour.get(id) ?? { compared: 0, differing: 0 },
        before: before.get(id) ?? [],
        failedFetches: failed.get(id) ?? 0,
        empty: empty.get(id) ?? null,
        notMended: notMended.get(id) ?? new Map(),
      },
    ]);
    return new Map(figures);
  }

  private async empty(
    sql: Sql,
    accounts: readonly JudgedAccount[],
    now: Date,
  ): Promise<Part<AccountFigures['empty']>> {
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const empty = new Map<string, AccountFigures['empty']>();
    for (const stretch of await readEmptyStretches(
      sql,
      [...byId.keys()],
      new Date(now.getTime() - HOUR_MS),
    )) {
      const started = byId.get(stretch.accountId)?.startedAt ?? new Date(0);
      empty.set(stretch.accountId, await this.emptyListing.read(sql, stretch, started));
    }
    return empty;
  }
}

async function lastHours(
  sql: Sql,
  accounts: readonly JudgedAccount[],
  now: Date,
): Promise<Part<AccountFigures['lastHour']>> {
  const minutes = await readMinutes(sql, idsOf(accounts), firstMinuteOfHour(now));
  const ofAccounts = groupBy(minutes, ({ accountId }) => accountId);
  return new Map(
    accounts.map(({ id, startedAt }) => {
      const from = startedAt === null ? new Date(0) : firstMinuteAfter(startedAt);
      const counting = (ofAccounts.get(id) ?? []).filter(({ minute }) => minute >= from);
      return [id, tallyOf(joined(counting.map(({ sample }) => sample)))];
    }),
  );
}

async function hoursBefore(
  sql: Sql,
  accountIds: readonly string[],
  now: Date,
): Promise<Part<AccountFigures['before']>> {
  const from = new Date(now.getTime() - USUAL_DAYS * DAY_MS);
  const before = new Date(now.getTime() - 2 * HOUR_MS);
  const hours = accountIds.length === 0 ? [] : await readHours(sql, accountIds, from, before);
  return groupBy(hours, ({ accountId }) => accountId);
}

const idsOf = (accounts: readonly JudgedAccount[]): string[] => accounts.map(({ id }) => id);
