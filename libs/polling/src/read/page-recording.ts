import type { SourcePage, UnreadRow } from '#connectors-core/source-pages.js';
import { isDatabaseAway } from '#database/database-away.js';
import type { Sql } from '#database/sql.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recording, toRecording } from '#ledger/recording.js';
import type { PageWalk } from './page-walk.js';
import type { PagedAccount } from '../accounts/polling-accounts.js';
import { Sightings } from '../open-legs/sightings.js';
import { endAwaitedOf } from './awaited-pushes.js';
import { followClosing } from './window-closing.js';
import { noteUnread, settleShown } from '../windows/unread-rows.store.js';
import { type ClaimedWindow, endClaim, keepWindow } from '../windows/windows.store.js';
import { Leases } from '#jobs/lease.js';
import type { PollingParts } from '../accounts/polling-parts.js';

/** The claim was taken over, or its window joined with another: what was read is written by nobody. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';

  constructor() {
    super('the window is not ours any more');
  }
}

/** Of a row by itself. */
const MOST_TRIES = 3;

/** A page that was answered, and the reading that it belongs to. */
export interface ReadPage {
  readonly window: ClaimedWindow;
  readonly paged: PagedAccount;
  readonly walk: PageWalk;
  readonly page: SourcePage;
}

/** Brings pages into the ledger, each in one transaction with what it means for its window. */
export class PageRecording {
  private readonly leases: Leases;
  private readonly sightings: Sightings;

  constructor(private readonly parts: PollingParts) {
    this.sightings = new Sightings(parts.instance, parts.settings);
    this.leases = new Leases(parts.clock, parts.instance, parts.settings.leaseMs);
  }

  /**
   * If the page as a whole cannot be recorded, then row by row, so that a poisoned one stops only itself: the
   * walk is told of it.
   * @throws ClaimLost, or what the database says that cannot do it just now
   */
  async keep(read: ReadPage): Promise<void> {
    const recordings = await this.recordingsOf(read);
    try {
      await this.write(read, recordings);
    } catch (error) {
      if (isNoRowsFault(error) || recordings.length === 0) throw error;
      read.walk.addUnread(await this.oneByOne(read, recordings));
    }
  }

  /**
   * Records the last page and closes the window. Rows that could not be read or recorded are noted by themselves.
   * @throws ClaimLost
   */
  async close(read: ReadPage): Promise<void> {
    const recordings = await this.recordingsOf(read);
    try {
      await this.writeLast(read, recordings);
    } catch (error) {
      if (isNoRowsFault(error) || recordings.length === 0) throw error;
      read.walk.addUnread(await this.oneByOne(read, recordings));
      await this.writeLast(read, []);
    }
  }

  private async recordingsOf({ window, paged, walk, page }: ReadPage): Promise<Recording[]> {
    const numbers = await DeclaredNumbers.in(page.observations, this.parts.accounts);
    for (const accountId of numbers.unknown) walk.unknownAccounts.add(accountId);
    const by = window.backfill_id === null ? 'live' : 'backfill';
    return page.observations.map((observation) =>
      toRecording(paged.active, { observation, evidence: { body: page.rawBody }, by }, numbers),
    );
  }

  private writeLast({ window, walk, paged }: ReadPage, recordings: readonly Recording[]): Promise<void> {
    const now = this.parts.clock.now();
    const { pages, orders } = walk;
    const closed = {
      state: 'closed',
      dueAt: now,
      errorCode: null,
      errorMessage: null,
      closedAt: now,
    } as const;
    return this.parts.database.transaction(async (sql) => {
      if (!(await endClaim(sql, window, { ...closed, pages, orders }))) throw new ClaimLost();
      await this.recordOn(sql, { window, paged }, recordings);
      await this.sightings.ended(sql, paged, listingOf(window, walk), now);
      await this.noteUnread(sql, { window, walk, paged }, now);
      await endAwaitedOf(sql, window, this.parts.instance);
      const rows = orders + walk.unreadRows.length;
      await followClosing(sql, window, { rows, largestWindowMs: paged.pages.largestWindowMs, now });
    });
  }

  private noteUnread(sql: Sql, { window, walk, paged }: Omit<ReadPage, 'page'>, now: Date): Promise<void> {
    const firstTryAt = paged.active.connector.source?.fetch === undefined ? null : now;
    return noteUnread(sql, window, walk.unreadRows, { now, firstTryAt });
  }

  private write({ window, walk, paged }: ReadPage, recordings: readonly Recording[]): Promise<void> {
    return this.parts.database.transaction(async (sql) => {
      await this.hold(sql, window, walk);
      await this.recordOn(sql, { window, paged }, recordings);
    });
  }

  private async recordOn(
    sql: Sql,
    { window: { stream }, paged }: Pick<ReadPage, 'window' | 'paged'>,
    recordings: readonly Recording[],
  ): Promise<void> {
    const recorded = await this.parts.ledger.recordOn(sql, recordings);
    const numbers = recordings.map(({ observation }) => observation.vendorNo);
    if (numbers.length > 0) await settleShown(sql, paged.active.account.id, numbers, this.parts.clock.now());
    const legIds = recorded.map(({ legId }) => legId);
    await this.sightings.seen(sql, { paged, stream, legIds, now: this.parts.clock.now() });
  }

  private async hold(sql: Sql, window: ClaimedWindow, { pages, orders }: PageWalk): Promise<void> {
    const until = this.leases.until();
    if (!(await keepWindow(sql, window, { pages, orders }, until))) throw new ClaimLost();
  }

  private async oneByOne(read: ReadPage, recordings: readonly Recording[]): Promise<UnreadRow[]> {
    // Without a row: what makes even this fail is no row's fault, and is not to be waited for once a row.
    await this.write(read, []);
    const unread: UnreadRow[] = [];
    for (const recording of recordings) {
      const fault = await this.faultOf(read, recording);
      if (fault === undefined) continue;
      const { vendorNo } = recording.observation;
      this.tell(read.window, vendorNo, fault.error);
      unread.push({ vendorNo, message: 'could not be recorded: the log says why' });
    }
    return unread;
  }

  /** Why a row cannot be recorded; undefined when it is. Others who write the same orders pass: it is tried again. */
  private async faultOf(read: ReadPage, recording: Recording): Promise<{ error: unknown } | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.write(read, [recording]);
        return undefined;
      } catch (error) {
        if (isNoRowsFault(error)) throw error;
        if (tries < MOST_TRIES) continue;
        await this.write(read, []);
        return { error };
      }
    }
  }

  private tell(window: ClaimedWindow, vendorNo: string, error: unknown): void {
    const { id: windowId, account_id: accountId, connector } = window;
    this.parts.log({
      event: 'row',
      level: 'warn',
      outcome: 'not recorded',
      windowId,
      accountId,
      connector,
      ms: undefined,
      vendorNo,
      error,
    });
  }
}

const listingOf = ({ account_id, stream, from_at, to_at }: ClaimedWindow, walk: PageWalk) => ({
  ...{ account_id, stream, from: walk.from ?? from_at, to: to_at },
  beganAt: walk.passBeganAt,
});

const isNoRowsFault = (error: unknown): boolean => error instanceof ClaimLost || isDatabaseAway(error);
