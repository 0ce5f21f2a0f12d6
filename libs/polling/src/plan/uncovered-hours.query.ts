import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { liveStreams } from '../accounts/live-streams.js';
import {
  guarded,
  pagedAccounts,
  type PagedAccount,
  type PollingAccounts,
  type Pauses,
} from '../accounts/polling-accounts.js';
import { type HourBinding, readHourBindings } from '../accounts/store-bindings.query.js';
import { readUncovered, type StreamHour } from '../windows/uncovered.store.js';

interface StoreHour {
  readonly storeId: string;
  readonly start: Date;
  readonly end: Date;
}

interface UncoveredHour extends StoreHour {
  readonly accountId: string;
  readonly stream: string;
}

/**
 * Tells of stores' hours by which streams orders of them may still come. Rereads are none of these streams: they only
 * look for what changed. Nor are those of accounts that are paused, cannot be listed, or name the stream no more.
 */
export class UncoveredHoursQuery {
  constructor(
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly pauses: Pauses,
    private readonly clock: Clock,
  ) {}

  /** Two statements, whatever the number of hours. */
  async uncovered(sql: Sql, hours: readonly StoreHour[]): Promise<UncoveredHour[]> {
    const paged = this.listed();
    if (paged.size === 0 || hours.length === 0) return [];
    const rows = hours.map(({ storeId, start, end }) => ({
      store_id: storeId,
      hour_start: start,
      hour_end: end,
    }));
    const bindings = await readHourBindings(sql, rows, this.clock.now());
    const wanted = bindings.flatMap((binding) => streamHours(binding, paged.get(binding.account_id)));
    if (wanted.length === 0) return [];
    const distinct = new Map(wanted.map((one) => [keyOf(one), one]));
    const uncovered = new Set((await readUncovered(sql, [...distinct.values()])).map(keyOf));
    return wanted.filter((one) => uncovered.has(keyOf(one))).map(toUncovered);
  }

  private listed(): Map<string, PagedAccount> {
    const paged = pagedAccounts(this.accounts, this.pauses).filter(({ active }) => !active.paused);
    return new Map(paged.map((one) => [one.active.account.id, one]));
  }
}

interface WantedHour extends StreamHour {
  readonly store_id: string;
}

/** Of a store its own streams alone: an account may have one a store. */
const streamHours = (binding: HourBinding, paged: PagedAccount | undefined): WantedHour[] =>
  paged === undefined
    ? []
    : guarded(paged.active, ignored, () => liveStreams(paged, [binding.vendor_store_id]))
        .flat()
        .filter(({ name, vendorStream }) => name === vendorStream)
        .map(({ name, limits }) => ({
          store_id: binding.store_id,
          account_id: binding.account_id,
          stream: name,
          hour_start: binding.hour_start,
          hour_end: binding.hour_end,
          largest_seconds: limits.largestWindowMs / 1_000,
        }));

/** Planning tells of it. */
const ignored = (): void => undefined;

const keyOf = ({ account_id, stream, hour_start }: StreamHour): string =>
  `${account_id} ${String(hour_start.getTime())} ${stream}`;

const toUncovered = ({ store_id, account_id, stream, hour_start, hour_end }: WantedHour): UncoveredHour => ({
  ...{ storeId: store_id, start: hour_start, end: hour_end },
  ...{ accountId: account_id, stream },
});
