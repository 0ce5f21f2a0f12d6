import { type CallContext, withinCall } from '#connectors-core/call-context.js';
import { ConnectorError, OUTAGE_CODES, saysExhausted } from '#connectors-core/connector-error.js';
import { afterUnsent, isUnsent, type Unsent } from '#connectors-core/not-sent.js';
import { inFixedWords, UNSTORABLE_WORDS } from '#connectors-core/fault.js';
import type { PageRequest, SourcePage, Window } from '#connectors-core/source-pages.js';
import { laterPauseMs } from '#database/later.js';
import { isRefusedValue } from '#database/refused-value.js';
import { wordsOf } from '#domain/thrown.js';
import { isLater } from '#intake/failure.js';
import { endAwaitedOf } from './awaited-pushes.js';
import { isBesidePlan } from './beside-plan.js';
import { ClosingTime } from './closing-time.js';
import { vendorStreamOf } from '../accounts/live-streams.js';
import type { LookBack } from './look-back.js';
import { ClaimLost, type PageRecording } from './page-recording.js';
import type { PageWalk } from './page-walk.js';
import { asPaged, type PagedAccount } from '../accounts/polling-accounts.js';
import type { CountedCalls } from '../calls/counted-calls.js';
import { askAgainAt } from '../calls/resting.js';
import { type Failure, WindowError, windowFailure } from '../windows/window-failure.js';
import { type Refusal, refusalIn, type WindowHalving } from './window-halving.js';
import { type ClaimedWindow, endClaim } from '../windows/windows.store.js';
import type { PollingParts } from '../accounts/polling-parts.js';

/**
 * How a reading ended. `no_quota`, `paused`, `resting`, `early`, `stopped`: nothing is wrong with it, and the window is
 * to be read, or read on, at `dueAt`. `later`: the database could not keep what was read, which is to be read again at
 * `dueAt`. `halved`: it was too large and is two windows now. `lost`: somebody else has it.
 */
export type ReadEnd =
  | { readonly outcome: 'closed' | 'lost' }
  | { readonly outcome: 'halved'; readonly message: string }
  | { readonly outcome: 'no_quota' | 'paused' | 'resting' | 'early' | 'stopped'; readonly dueAt: Date }
  | { readonly outcome: 'later'; readonly dueAt: Date; readonly message: string }
  | { readonly outcome: 'failed'; readonly failure: Failure };

type WithinCalls = CallContext & Required<Pick<CallContext, 'reserved'>>;

/**
 * Reads one window: page by page, each recorded before the next is asked for, the last one in the
 * transaction that closes the window. Whatever ends the reading earlier leaves the window open.
 */
export class WindowReader {
  private readonly closingTime: ClosingTime;

  constructor(
    private readonly parts: PollingParts,
    private readonly recording: PageRecording,
    private readonly halving: WindowHalving,
    private readonly lookBack: LookBack,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds'>,
  ) {
    this.closingTime = new ClosingTime(parts.vendorClocks);
  }

  /** Rejects only when the database does. @param walk may have begun in an earlier call */
  async read(window: ClaimedWindow, walk: PageWalk, signal: AbortSignal): Promise<ReadEnd> {
    try {
      const vendorStream = await this.vendorStream(window);
      for (;;) {
        const end = await this.step(window, vendorStream, walk, signal);
        if (end !== undefined) return end;
      }
    } catch (error) {
      return this.endBadly(window, walk, error);
    }
  }

  /** One page. @param vendorStream as the connector knows it @returns undefined when there is more to read */
  private async step(
    window: ClaimedWindow,
    vendorStream: string,
    walk: PageWalk,
    signal: AbortSignal,
  ): Promise<ReadEnd | undefined> {
    const now = this.parts.clock.now();
    if (signal.aborted) return { outcome: 'stopped', dueAt: now };
    const paged = await this.accountOf(window);
    if (paged.active.paused) return { outcome: 'paused', dueAt: now };
    const early = walk.atStart ? this.closingTime.restOf(window, paged, now) : undefined;
    if (early !== undefined) return { outcome: 'early', dueAt: early };
    const purpose = isBesidePlan(window, paged, now) ? (window.purpose ?? 'backfill') : 'listing';
    const reserved = await this.parts.quota.reserve(paged.active, purpose);
    if (!reserved.granted) return { outcome: 'no_quota', dueAt: askAgainAt(reserved.retryAt, now) };
    if (walk.atStart) walk.passBeganAt = this.parts.clock.now();
    this.closingTime.asked(window, now);
    const from = walk.from ?? (await this.lookBack.from(window, paged));
    if (walk.from === undefined) walk.begin({ from, windowFrom: window.from_at });
    try {
      const request = toRequest(vendorStream, { from, to: window.to_at }, walk);
      const page = await this.ask({ purpose, reserved: reserved.calls }, paged, request);
      return await this.takeIn(window, paged, walk, page);
    } catch (error) {
      const isRefused = error instanceof ConnectorError && error.windowTooLarge;
      if (!isRefused || !walk.reachesBack) throw error;
      await this.lookBack.refused(window, from);
      walk.begin(plainly(window));
      return undefined;
    }
  }

  private async takeIn(
    window: ClaimedWindow,
    paged: PagedAccount,
    walk: PageWalk,
    page: SourcePage,
  ): Promise<ReadEnd | undefined> {
    const read = { window, paged, walk, page };
    const step = walk.take(page);
    // The answer may have taught us the vendor's clock.
    const isOldEnough = walk.passBeganAt >= this.closingTime.of(window, paged);
    const reachesTooFar = walk.reachesBack && (step !== 'whole' || walk.hasNameless);
    if (step === 'whole' && isOldEnough && !reachesTooFar) {
      await this.recording.close(read);
      return { outcome: 'closed' };
    }
    await this.recording.keep(read);
    if (reachesTooFar) {
      await this.lookBack.tooFar(window, page);
      walk.begin(plainly(window));
      return undefined;
    }
    if (step === 'more') return undefined;
    if (step !== 'whole') throw step;
    return { outcome: 'early', dueAt: this.closingTime.lookAgainAt(window, paged, this.parts.clock.now()) };
  }

  private async accountOf({ account_id }: ClaimedWindow): Promise<PagedAccount> {
    const active = await this.parts.accounts.byId(account_id);
    const paged = active === undefined ? undefined : asPaged(active, this.parts.pauses);
    if (paged === undefined)
      throw new ConnectorError('invalid_config', 'the account or its connector is gone');
    return paged;
  }

  /** @throws WindowError when the account's settings and bindings name the stream no more */
  private async vendorStream(window: ClaimedWindow): Promise<string> {
    const found = await vendorStreamOf(this.parts.database, await this.accountOf(window), window.stream);
    if (found !== undefined) return found;
    throw new WindowError('stream_gone', `the account has no stream "${window.stream}" any more`);
  }

  private async ask(within: WithinCalls, paged: PagedAccount, request: PageRequest): Promise<SourcePage> {
    const { active, pages } = paged;
    const { quota } = this.parts;
    try {
      return await withinCall(within, () => pages.page(request, active.account));
    } catch (error) {
      if (saysExhausted(error)) await quota.exhausted(active);
      throw error;
    } finally {
      await quota.giveBack(within.reserved);
    }
  }

  private async endBadly(window: ClaimedWindow, walk: PageWalk, error: unknown): Promise<ReadEnd> {
    if (error instanceof ClaimLost) return { outcome: 'lost' };
    if (isLater(error)) return this.later(error);
    if (isUnsent(error)) return this.unsent(error);
    const refusal = refusalIn(error, walk);
    if (refusal === undefined) return this.fail(window, walk, error);
    try {
      return await this.halve(window, refusal);
    } catch (failure) {
      if (failure instanceof ClaimLost) return { outcome: 'lost' };
      return isLater(failure) ? this.later(failure) : this.fail(window, walk, failure);
    }
  }

  /** No try of the window: it waits as long as the hub says, and no longer. */
  private unsent(error: Unsent): ReadEnd {
    const now = this.parts.clock.now();
    const dueAt = afterUnsent(error, now, this.parts.random);
    if (error.notSent === 'no_calls') return { outcome: 'no_quota', dueAt: askAgainAt(dueAt, now) };
    return { outcome: error.notSent === 'paused' ? 'paused' : 'resting', dueAt };
  }

  private later(error: unknown): ReadEnd {
    const dueAt = new Date(this.parts.clock.now().getTime() + laterPauseMs(this.parts.random));
    return { outcome: 'later', dueAt, message: wordsOf(error) };
  }

  /** @throws WindowError when it is not to be made smaller, ClaimLost */
  private async halve(window: ClaimedWindow, refusal: Refusal): Promise<ReadEnd> {
    const { pages } = await this.accountOf(window);
    await this.halving.halve(window, pages.overlapMs, refusal);
    return { outcome: 'halved', message: refusal.message };
  }

  private async failureTime({ account_id, attempts, last_error: lastCode }: ClaimedWindow) {
    const { clock, random, settings } = this.parts;
    const countsCalls = (await this.countedCalls.accountIds()).has(account_id);
    return { now: clock.now(), random, slowRetryMs: settings.slowRetryMs, attempts, lastCode, countsCalls };
  }

  private async fail(window: ClaimedWindow, walk: PageWalk, error: unknown): Promise<ReadEnd> {
    try {
      return await this.writeFailure(window, walk, error);
    } catch (refusal) {
      if (!isRefusedValue(refusal)) throw refusal;
      return this.writeFailure(window, walk, wordless(error));
    }
  }

  private async writeFailure(
    window: ClaimedWindow,
    { pages, orders }: PageWalk,
    error: unknown,
  ): Promise<ReadEnd> {
    const failure = windowFailure(error, await this.failureTime(window));
    const ours = await endClaim(this.parts.database, window, {
      ...{ state: 'failed', pages, orders, dueAt: failure.dueAt, closedAt: null },
      ...{ errorCode: failure.code, errorMessage: failure.message },
    });
    if (!ours) return { outcome: 'lost' };
    if (!(OUTAGE_CODES as readonly string[]).includes(failure.code)) await this.endAwaited(window);
    return { outcome: 'failed', failure };
  }

  /** What it fails for may last: what pushes told of is fetched meanwhile. */
  private async endAwaited(window: ClaimedWindow): Promise<void> {
    const { database, instance } = this.parts;
    await database.transaction((sql) => endAwaitedOf(sql, window, instance));
  }
}

const plainly = ({ from_at }: ClaimedWindow) => ({ from: from_at, windowFrom: from_at });

const toRequest = (stream: string, window: Window, { cursor }: PageWalk): PageRequest => ({
  stream,
  window,
  cursor,
});

const wordless = (error: unknown): unknown =>
  error instanceof WindowError ? new WindowError(error.code, UNSTORABLE_WORDS) : inFixedWords(error);
