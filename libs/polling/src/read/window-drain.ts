import { untilWritten } from '#database/later.js';
import { AccountSlots } from '#jobs/account-slots.js';
import { AwayAccounts } from '../calls/away-accounts.js';
import type { CountedCalls } from '../calls/counted-calls.js';
import { PageWalk } from './page-walk.js';
import { type PagedAccount, pagedAccounts } from '../accounts/polling-accounts.js';
import { Resting } from '../calls/resting.js';
import { RestingWalks } from './resting-walks.js';
import type { Lane, WindowClaiming } from './window-claiming.js';
import { windowLine } from './window-line.js';
import type { ReadEnd, WindowReader } from './window-reader.js';
import { type ClaimedWindow, restWindow } from '../windows/windows.store.js';
import type { PollingParts } from '../accounts/polling-parts.js';

/** Reads the windows that are due, those of many accounts side by side. */
export class WindowDrain {
  private readonly slots: AccountSlots;
  private readonly resting = new Resting();
  private readonly away = new AwayAccounts();
  private readonly walks = new RestingWalks();
  private turn = 0;

  constructor(
    private readonly parts: PollingParts,
    private readonly claiming: WindowClaiming,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds'>,
    private readonly reader: WindowReader,
  ) {
    this.slots = new AccountSlots(parts.settings.freshAtOnce + parts.settings.backlogAtOnce);
  }

  /** Returns when nothing is due and nothing under way; when aborted, as soon as what is under way has ended. */
  async drain(signal: AbortSignal): Promise<void> {
    await this.slots.drain(() => (signal.aborted ? Promise.resolve(0) : this.begin(signal)));
  }

  /** There may be more to claim: a drain that waits for a slow vendor looks again. */
  poke(): void {
    this.slots.poke();
  }

  private async begin(signal: AbortSignal): Promise<number> {
    const fresh = await this.beginIn('fresh', this.parts.settings.freshAtOnce, signal);
    return fresh + (await this.beginIn('backlog', this.parts.settings.backlogAtOnce, signal));
  }

  private async beginIn(lane: Lane, places: number, signal: AbortSignal): Promise<number> {
    const free = places - this.underWay(lane).length;
    const claimed = await this.claiming.claim(lane, await this.free(lane), free, this.walks.holders());
    for (const window of claimed)
      this.slots.hold(slotOf(lane, window.account_id), this.read(lane, window, signal));
    return claimed.length;
  }

  /** Another account first each time, so that those at the end of the list get their turn. */
  private async free(lane: Lane): Promise<PagedAccount[]> {
    const counted = await this.countedCalls.accountIds();
    const now = this.parts.clock.now();
    const free = pagedAccounts(this.parts.accounts, this.parts.pauses).filter((paged) =>
      this.mayBegin(lane, paged, counted, now),
    );
    const first = free.length === 0 ? 0 : this.turn++ % free.length;
    return [...free.slice(first), ...free.slice(0, first)];
  }

  /** Where calls are counted, older windows wait while a fresh one is read: they get what it leaves. */
  private mayBegin(lane: Lane, { active }: PagedAccount, counted: ReadonlySet<string>, now: Date): boolean {
    const { id } = active.account;
    const rests = this.resting.has(id, now) || this.resting.has(slotOf(lane, id), now);
    if (active.paused || rests || this.isBusy(lane, id)) return false;
    return lane === 'fresh' || !counted.has(id) || !this.isBusy('fresh', id);
  }

  private isBusy(lane: Lane, accountId: string): boolean {
    return this.slots.of(slotOf(lane, accountId)) > 0;
  }

  private underWay(lane: Lane): string[] {
    return this.slots.withAtLeast(1).filter((slot) => slot.startsWith(slotOf(lane, '')));
  }

  /** Never rejects: what goes wrong is written to the window, or its lease runs out. */
  private async read(lane: Lane, window: ClaimedWindow, signal: AbortSignal): Promise<void> {
    const startedAt = this.parts.clock.now();
    try {
      const walk = this.walks.take(window) ?? (await this.newWalk(window));
      const end = await this.reader.read(window, walk, signal);
      if (end.outcome === 'halved') this.claiming.halved(window.account_id);
      this.notice(window.account_id, end);
      await this.rest(lane, window, walk, end);
      this.parts.log(windowLine(window, walk, end, this.since(startedAt)));
    } catch (error) {
      // Nothing is lost: the lease runs out and the window is claimed again.
      this.parts.log({
        event: 'window',
        level: 'error',
        outcome: 'not settled',
        windowId: window.id,
        accountId: window.account_id,
        connector: window.connector,
        ms: this.since(startedAt),
        error,
      });
    }
  }

  private since(startedAt: Date): number {
    return this.parts.clock.now().getTime() - startedAt.getTime();
  }

  private async newWalk({ account_id }: ClaimedWindow): Promise<PageWalk> {
    const active = await this.parts.accounts.byId(account_id);
    const { mostPages = 1, pagesShift = false } = active?.connector.source?.pages ?? {};
    return new PageWalk({ mostPages, pagesShift, mostPasses: this.parts.settings.mostPasses });
  }

  /** Whether the vendor answers shows in the window that was read just now: until it does, no other is tried. */
  private notice(accountId: string, end: ReadEnd): void {
    if (end.outcome === 'closed' || end.outcome === 'halved') this.away.answered(accountId);
    if (end.outcome !== 'failed' || end.failure.code !== 'unavailable') return;
    this.resting.rest(accountId, this.away.failed(accountId, this.parts.clock.now()));
  }

  /** Older windows that get no call keep no newer one from asking: it may be granted what they are not. */
  private async rest(lane: Lane, window: ClaimedWindow, walk: PageWalk, end: ReadEnd): Promise<void> {
    if (!('dueAt' in end)) return;
    const { outcome, dueAt } = end;
    // That there is no call for repairs holds up nobody else.
    if (outcome === 'no_quota' && window.purpose !== 'repair')
      this.resting.rest(slotOf(lane, window.account_id), dueAt);
    if (outcome === 'resting') this.resting.rest(window.account_id, dueAt);
    const goesOn = GOES_ON.has(outcome) && walk.pages > 0;
    if (goesOn) this.walks.keep(window, walk);
    const heldUntil = goesOn ? new Date(dueAt.getTime() + this.parts.settings.leaseMs) : null;
    await untilWritten(() => restWindow(this.parts.database, window, { dueAt, heldUntil }));
  }
}

/** The reading keeps its place: the window is as it was. */
const GOES_ON: ReadonlySet<ReadEnd['outcome']> = new Set(['no_quota', 'paused', 'resting']);

const slotOf = (lane: Lane, accountId: string): string => `${lane}:${accountId}`;
