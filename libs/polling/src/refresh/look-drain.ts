import type { AccountEvent } from '#domain/log.js';
import { ConnectorError, saysExhausted } from '#connectors-core/connector-error.js';
import { afterUnsent, isUnsent } from '#connectors-core/not-sent.js';
import { isLater, recordingFault } from '#intake/failure.js';
import { vendorStreamOf } from '../accounts/live-streams.js';
import { type PagedAccount, pagedAccounts } from '../accounts/polling-accounts.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { believedOffset } from '../accounts/vendor-clocks.js';
import { askAgainAt } from '../calls/resting.js';
import { showsOpenLegs } from '../open-legs/showing-legs.js';
import { learnLargest } from '../windows/coverage.store.js';
import { planTarget, type Stretch } from '../windows/window-plan.js';
import { planLooks } from './look-plan.js';
import { type LookEnd, LookWalk } from './look-walk.js';
import {
  claimLooks,
  type DueLook,
  forgetOldLegs,
  noteFailedLook,
  putLookOff,
  readSoughtLegs,
} from './looks.store.js';

const MOST_AT_ONCE = 8;
/** Of the calls of a day, or so, in each of its looks: a thirteenth of them in all. */
const PAGES_SHARE = 1 / 75;
/** Where nobody knows how many calls there are. */
const MOST_PAGES = 100;

/**
 * Looks for the open legs that no listing has shown for long, because they are older than the newest listings reach
 * back to: by listings of their own stretches, a few pages every some hours. They are no coverage. What the pages do
 * not suffice for has its turn next time.
 */
export class LookDrain {
  private readonly walk: LookWalk;

  constructor(
    private readonly parts: PollingParts,
    private readonly calls: { limit(accountId: string): number | null },
  ) {
    this.walk = new LookWalk(parts);
  }

  /** Returns when nothing is due. */
  async run(signal: AbortSignal): Promise<void> {
    await this.parts.pauses.look();
    const accounts = this.accounts();
    while (!signal.aborted && accounts.size > 0) {
      const due = await this.claim([...accounts.keys()]);
      if (due.length === 0) return;
      await Promise.all(due.map((one) => this.look(one, accounts.get(one.account_id), signal)));
    }
  }

  private accounts(): Map<string, PagedAccount> {
    const listed = pagedAccounts(this.parts.accounts, this.parts.pauses).filter(
      ({ active }) => !active.paused && showsOpenLegs(active.connector.source),
    );
    return new Map(listed.map((paged) => [paged.active.account.id, paged]));
  }

  private async claim(accountIds: readonly string[]): Promise<DueLook[]> {
    const { lookEveryMs, dailyUntilMs } = this.parts.settings.refreshSchedule;
    const now = this.parts.clock.now();
    const nextAt = new Date(now.getTime() + lookEveryMs);
    const due = await claimLooks(this.parts.database, accountIds, { now, nextAt, limit: MOST_AT_ONCE });
    if (due.length > 0) {
      const ids = [...new Set(due.map(({ account_id }) => account_id))];
      await forgetOldLegs(this.parts.database, ids, new Date(now.getTime() - dailyUntilMs));
    }
    return due;
  }

  /** Never rejects: what goes wrong is written to the legs, and the next look is due all the same. */
  private async look(due: DueLook, paged: PagedAccount | undefined, signal: AbortSignal): Promise<void> {
    if (paged === undefined) return;
    const beganAt = this.parts.clock.now();
    try {
      const vendorStream = await vendorStreamOf(this.parts.database, paged, due.stream);
      if (vendorStream !== undefined) await this.lookFor({ due, paged, vendorStream }, signal);
    } catch (error) {
      this.tell({ due, paged }, { level: 'error', outcome: 'not settled', ms: this.since(beganAt), error });
    }
  }

  private async lookFor(listed: ListedLook, signal: AbortSignal): Promise<void> {
    let left = this.pagesOf(listed.due);
    for (const stretch of await this.plan(listed, left)) {
      if (left <= 0 || signal.aborted) return;
      const end = await this.tryStretch(listed, stretch, left);
      if (end === undefined) return;
      left -= end.pages;
    }
  }

  private pagesOf({ account_id }: DueLook): number {
    const limit = this.calls.limit(account_id);
    return limit === null ? MOST_PAGES : Math.max(1, Math.floor(limit * PAGES_SHARE));
  }

  private async plan({ due, paged }: ListedLook, mostStretches: number): Promise<Stretch[]> {
    const { active, pages } = paged;
    const now = this.parts.clock.now();
    const legs = await readSoughtLegs(this.parts.database, due, now);
    const offset = believedOffset(this.parts.vendorClocks, active.account.id);
    return planLooks(
      legs.map(({ listed_at }) => ({ listedAt: listed_at.getTime() })),
      {
        largestWindowMs: Math.min(pages.largestWindowMs, 1_000 * (due.largest_seconds ?? Infinity)),
        latest: planTarget(now.getTime(), offset, pages.lagMs),
        mostStretches,
      },
    );
  }

  /** Undefined when the look is over for now. */
  private async tryStretch(listed: ListedLook, stretch: Stretch, most: number): Promise<LookEnd | undefined> {
    const beganAt = this.parts.clock.now();
    try {
      const end = await this.walk.read({ ...listed, stretch }, most);
      const { pages, retryAt } = end;
      const outcome = retryAt !== undefined ? 'no_quota' : end.isWhole ? 'whole' : 'in part';
      this.tell(listed, { level: 'info', outcome, ms: this.since(beganAt), ...spanOf(stretch), pages });
      if (retryAt === undefined) return end;
      await putLookOff(this.parts.database, listed.due, askAgainAt(retryAt, this.parts.clock.now()));
    } catch (error) {
      const outcome = isUnsent(error) ? 'resting' : 'failed';
      this.tell(listed, { outcome, ms: this.since(beganAt), ...spanOf(stretch), error });
      await this.fail(listed, stretch, error);
    }
    return undefined;
  }

  private async fail({ due, paged }: ListedLook, stretch: Stretch, error: unknown): Promise<void> {
    if (isLater(error)) return;
    const now = this.parts.clock.now();
    if (isUnsent(error))
      return putLookOff(this.parts.database, due, afterUnsent(error, now, this.parts.random));
    const { code, message } = recordingFault(error);
    if (saysExhausted(error)) await this.parts.quota.exhausted(paged.active);
    if (error instanceof ConnectorError && error.windowTooLarge) {
      const seconds = Math.max(1, Math.floor((stretch.to - stretch.from) / 2_000));
      const until = new Date(now.getTime() + this.parts.settings.tooLargeForMs);
      await learnLargest(this.parts.database, due, { seconds, now, until });
    }
    await noteFailedLook(this.parts.database, { ...due, ...spanOf(stretch), code, message }, now);
  }

  private since(beganAt: Date): number {
    return this.parts.clock.now().getTime() - beganAt.getTime();
  }

  private tell({ due, paged }: Omit<ListedLook, 'vendorStream'>, line: LookLine): void {
    const { account_id: accountId, stream } = due;
    const connector = paged.active.connector.id;
    this.parts.log({ event: 'look', level: 'warn', accountId, connector, stream, ...line });
  }
}

type LookLine = Pick<AccountEvent, 'level' | 'outcome' | 'ms'> & Readonly<Record<string, unknown>>;

interface ListedLook {
  readonly due: DueLook;
  readonly paged: PagedAccount;
  readonly vendorStream: string;
}

const spanOf = ({ from, to }: Stretch) => ({ from: new Date(from), to: new Date(to) });
