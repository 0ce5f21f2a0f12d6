import { randomBytes } from 'node:crypto';
import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { audited } from '#audit/acts/audited.js';
import { ConflictError, InvalidFieldsError, refuseFaults } from '#accounts/account-errors.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Sql } from '#database/sql.js';
import { isUuid, uuidV7 } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import { wakeUp } from '#jobs/job-queue.js';
import {
  type BackfillPurpose,
  insertBackfill,
  type NewBackfill,
  openRelisting,
} from '../windows/backfills.store.js';
import { readBoundStores } from '../accounts/bound-stores.query.js';
import { asPaged, type PagedAccount } from '../accounts/polling-accounts.js';
import { POLLING_READ } from '../polling.tasks.js';
import { believedOffset } from '../accounts/vendor-clocks.js';
import {
  ceilToSecond,
  cutBackfill,
  floorToSecond,
  planTarget,
  type Stretch,
} from '../windows/window-plan.js';
import { insertWindows, type NewWindow } from '../windows/windows.store.js';
import type { PollingParts } from '../accounts/polling-parts.js';

export interface BackfillRequest {
  readonly accountId: string;
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;
/** A repair's look is a few windows, by calls of which there are few. */
const LONGEST_RELISTING_MS = DAY_MS;
/** A slip of the keyboard, rather than a day that anybody wants to see. */
const EARLIEST = new Date('2000-01-01T00:00:00Z');

interface BackfillParts extends Pick<
  PollingParts,
  'database' | 'pauses' | 'clock' | 'vendorClocks' | 'instance' | 'settings'
> {
  readonly accounts: Pick<AccountDirectory, 'known'>;
}

/** Reads a stretch of the past at a person's wish, in windows of its own: the live streams know nothing of it. */
export class BackfillService {
  constructor(private readonly parts: BackfillParts) {}

  /**
   * Plans the windows of every stream of the account; they are read when no live window is due. Asked for
   * twice it is read twice, which adds nothing to the ledger.
   * @throws NotFoundError for the account, InvalidFieldsError naming the fields
   */
  async start(request: BackfillRequest): Promise<NewBackfill> {
    const paged = await this.pagedAccount(request.accountId);
    refuseFaults(this.faultsOf(stretchOf(request), paged));
    return this.parts.database.transaction(async (sql) => {
      const { backfill } = await this.plan(sql, request, paged, 'backfill');
      const { id: _id, createdAt: _at, ...after } = backfill;
      await audited(sql, { subject: { kind: 'job', id: backfill.id }, after });
      return backfill;
    });
  }

  /**
   * Lists a stretch once more because a repair asks, in the caller's transaction, up to where it can be listed by now.
   * One at a time of a stretch: who asks meanwhile is given that one. A stretch that ends later than that is another
   * one each second, and each asking of it lists by itself.
   * @returns its id
   * @throws NotFoundError for the account, InvalidFieldsError naming the fields
   */
  async relistOn(sql: Sql, asked: BackfillRequest): Promise<string> {
    const paged = await this.pagedAccount(asked.accountId);
    const latest = this.latestOf(paged);
    const request = { ...asked, to: new Date(Math.min(asked.to.getTime(), floorToSecond(latest))) };
    const stretch = stretchOf(request);
    const isLong = stretch.to - stretch.from > LONGEST_RELISTING_MS;
    refuseFaults([...this.faultsOf(stretch, paged), ...(isLong ? [TOO_LONG] : [])]);
    const { backfill, isNew } = await this.plan(sql, request, paged, 'repair');
    if (isNew) return backfill.id;
    const open = await openRelisting(sql, backfill);
    if (open === undefined) throw new ConflictError(refusal('stretch_just_listed'));
    return open;
  }

  /** @throws NotFoundError, InvalidFieldsError */
  private async pagedAccount(accountId: string): Promise<PagedAccount> {
    if (!isUuid(accountId)) throw new InvalidFieldsError([fault('accountId', 'must_be_id')]);
    const paged = asPaged(await this.parts.accounts.known(accountId), this.parts.pauses);
    if (paged === undefined) throw new InvalidFieldsError([NOT_LISTED]);
    return paged;
  }

  private async plan(
    sql: Sql,
    request: BackfillRequest,
    paged: PagedAccount,
    purpose: BackfillPurpose,
  ): Promise<{ readonly backfill: NewBackfill; readonly isNew: boolean }> {
    const streams = await streamsOf(sql, paged);
    if (streams.length === 0) throw new InvalidFieldsError([NOTHING_LISTED]);
    const stretch = stretchOf(request);
    const createdAt = this.parts.clock.now();
    const backfill: NewBackfill = {
      ...{ id: uuidV7(createdAt, randomBytes(10)), accountId: request.accountId, createdAt },
      ...{ from: new Date(stretch.from), to: new Date(stretch.to) },
    };
    const isNew = await insertBackfill(sql, backfill, purpose);
    if (isNew) {
      await insertWindows(sql, toWindows(backfill, stretch, { streams, pages: paged.pages }), createdAt);
      await wakeUp(sql, POLLING_READ, this.parts.instance.id);
    }
    return { backfill, isNew };
  }

  /** By then the vendor lists what it has. */
  private latestOf({ active, pages }: PagedAccount): number {
    const offset = believedOffset(this.parts.vendorClocks, active.account.id);
    return planTarget(this.parts.clock.now().getTime(), offset, pages.lagMs);
  }

  private faultsOf({ from, to }: Stretch, paged: PagedAccount): FieldFault[] {
    const latest = this.latestOf(paged);
    const { longestBackfillMs } = this.parts.settings;
    const days = Math.floor(longestBackfillMs / DAY_MS);
    return [
      ...(from < to ? [] : [fault('to', 'must_be_after_from')]),
      ...(to <= latest ? [] : [fault('to', 'must_not_be_after', { latest: new Date(latest).toISOString() })]),
      ...(from >= EARLIEST.getTime() ? [] : [fault('from', 'binding_before_2000')]),
      ...(to - from <= longestBackfillMs ? [] : [fault('from', 'must_not_be_more_days_before_to', { days })]),
    ];
  }
}

async function streamsOf(sql: Sql, { active: { account }, pages }: PagedAccount): Promise<readonly string[]> {
  const bound = await readBoundStores(sql, [account.id]);
  return pages.streams(account, bound.get(account.id) ?? []);
}

const stretchOf = ({ from, to }: BackfillRequest): Stretch => ({
  from: floorToSecond(from.getTime()),
  to: ceilToSecond(to.getTime()),
});

const TOO_LONG = fault('to', 'relisting_too_long');

const NOT_LISTED = fault('accountId', 'account_cannot_be_listed');

const NOTHING_LISTED = fault('accountId', 'account_lists_nothing');

interface Listed extends Pick<PagedAccount, 'pages'> {
  readonly streams: readonly string[];
}

const toWindows = (backfill: NewBackfill, stretch: Stretch, { streams, pages }: Listed): NewWindow[] =>
  streams.flatMap((stream) =>
    cutBackfill(stretch, pages.largestWindowMs).map(({ from, to }) => ({
      id: uuidV7(backfill.createdAt, randomBytes(10)),
      account_id: backfill.accountId,
      stream,
      backfill_id: backfill.id,
      from_at: new Date(from),
      to_at: new Date(to),
    })),
  );
