import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { type Binding, readBindings } from '../accounts/bound-stores.query.js';
import type { CountedCalls } from '../calls/counted-calls.js';
import { liveStreams } from '../accounts/live-streams.js';
import type { DisputedHour, OpenDifferences } from './open-differences.js';
import {
  guarded,
  type PagedAccount,
  pagedAccounts,
  type PollingAccounts,
} from '../accounts/polling-accounts.js';
import { readWaitingWindows, type WaitingWindow } from '../windows/waiting-windows.query.js';

const LOOK_EVERY_MS = 60_000;
const LONGEST_HOUR_MS = 3_600_000;

/** Where calls are counted, the windows that can settle a difference are worth the most. */
export class DisputedWindows {
  private known: { readonly at: number; readonly ids: readonly string[] } = { at: -Infinity, ids: [] };

  constructor(
    private readonly database: Database,
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds' | 'defaultMs' | 'look'>,
    private readonly differences: OpenDifferences,
    private readonly clock: Clock,
  ) {}

  /** Of all accounts whose calls are counted: live windows with a disputed hour. Looks at most once a minute. */
  async ids(): Promise<readonly string[]> {
    const now = this.clock.now();
    if (Math.abs(now.getTime() - this.known.at) < LOOK_EVERY_MS) return this.known.ids;
    this.known = { at: now.getTime(), ids: await this.look(now) };
    return this.known.ids;
  }

  private async look(now: Date): Promise<string[]> {
    const ids = await this.countedCalls.accountIds();
    const counted = pagedAccounts(this.accounts, this.countedCalls).filter((paged) => ids.has(idOf(paged)));
    if (counted.length === 0) return [];
    const windows = await readWaitingWindows(this.database, counted.map(idOf), now);
    const waiting = new Set(windows.map(({ account_id }) => account_id));
    const waits = counted.filter((paged) => waiting.has(idOf(paged)));
    if (waits.length === 0) return [];
    const stores = storesOf(waits, await readBindings(this.database, waits.map(idOf)));
    const hours = await this.differences.within(
      [...new Set([...stores.values()].flat())],
      ...spanOf(windows),
    );
    return windows
      .filter((window) => hours.some((hour) => isAbout(window, hour, stores.get(keyOf(window)) ?? [])))
      .map(({ id }) => id);
  }
}

const idOf = ({ active }: PagedAccount): string => active.account.id;

const keyOf = ({ account_id, stream }: Pick<WaitingWindow, 'account_id' | 'stream'>): string =>
  `${account_id} ${stream}`;

/** Our stores by the streams that list them: what the connector names when it is told of one store alone. */
function storesOf(accounts: readonly PagedAccount[], bindings: readonly Binding[]): Map<string, string[]> {
  const stores = new Map<string, string[]>();
  for (const paged of accounts) {
    for (const { account_id, store_id, vendor_store_id } of bindings) {
      if (account_id !== idOf(paged)) continue;
      for (const stream of guarded(paged.active, ignore, () =>
        liveStreams(paged, [vendor_store_id]),
      ).flat()) {
        const key = keyOf({ account_id, stream: stream.name });
        stores.set(key, [...(stores.get(key) ?? []), store_id]);
      }
    }
  }
  return stores;
}

const ignore = (): void => undefined;

/** In which an hour begins that has a part in any of the windows. */
function spanOf(windows: readonly WaitingWindow[]): [from: Date, to: Date] {
  const from = Math.min(...windows.map(({ from_at }) => from_at.getTime()));
  const to = Math.max(...windows.map(({ to_at }) => to_at.getTime()));
  return [new Date(from - LONGEST_HOUR_MS), new Date(to)];
}

const isAbout = (
  { from_at, to_at }: WaitingWindow,
  { storeId, start, end }: DisputedHour,
  stores: readonly string[],
): boolean => stores.includes(storeId) && start < to_at && end > from_at;
