import { type ActiveAccount, concurrencyOf } from '#accounts/accounts/active-account.js';
import { isDatabaseAway } from '#database/database-away.js';
import { AccountSlots } from '#jobs/account-slots.js';
import { KeptLeases, wakeAtNextDue } from '#jobs/kept-leases.js';
import { Leases } from '#jobs/lease.js';
import { dueAccounts } from '#jobs/leased-rows.store.js';
import { claimDue, type ClaimedDispatch, claimLost, DISPATCHES } from '../claimed/claim.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { shown } from '../dispatch-words.js';
import { AccountDoubt } from './account-doubt.js';
import { Intents } from './intents.js';
import { Moving } from './moving.js';
import { Placing } from './placing.js';
import { Resolving } from './resolving.js';
import { roomsOf } from './rooms.js';
import { StillWanted } from './still-wanted.js';
import { ended, failedTry } from '../claimed/settlement.js';
import { dispatchOf, Settling } from '../claimed/settling.js';

/** Of an account's calls at once: while they are under way, others are made ready. */
const AHEAD = 2;

/** Sends what is due and finds out what is unknown: all accounts side by side, each with its share. */
export class DispatchDrain {
  private readonly slots: AccountSlots;
  private readonly leases: Leases;
  private readonly kept: KeptLeases;
  private readonly settling: Settling;
  private readonly placing: Placing;
  private readonly resolving: Resolving;
  private readonly moving: Moving;
  private turn = 0;

  constructor(private readonly parts: DispatchParts) {
    const { database, clock, instance, settings } = parts;
    this.slots = new AccountSlots(settings.atOnce);
    this.leases = new Leases(clock, instance, settings.leaseMs);
    this.kept = new KeptLeases(database, DISPATCHES, clock, this.leases);
    this.settling = new Settling(parts);
    const wanted = new StillWanted(parts);
    const doubt = new AccountDoubt(parts);
    this.placing = new Placing(parts, new Intents(parts), this.settling, wanted, doubt);
    this.resolving = new Resolving(parts, this.settling);
    this.moving = new Moving(parts, this.settling, wanted, doubt);
  }

  /** Until nothing is due and nothing under way; then wakes itself for what will be. One run at a time. */
  async run(signal: AbortSignal): Promise<void> {
    const endRenewing = this.kept.start();
    try {
      await this.slots.drain(() => (signal.aborted ? Promise.resolve(0) : this.begin()));
    } finally {
      endRenewing();
    }
    if (signal.aborted) return;
    const { database, clock } = this.parts;
    await wakeAtNextDue(database, DISPATCHES, DISPATCH_SEND, clock.now());
  }

  /** There may be more to claim: a run that waits for a slow till looks again. */
  poke(): void {
    this.slots.poke();
  }

  private async begin(): Promise<number> {
    const due = await this.claim();
    const claimed = [...due, ...(await this.claimBeside(due))];
    for (const one of claimed) this.slots.hold(one.account_id, this.work(one));
    return claimed.length;
  }

  /** What is looked for at a till anyway shows of every other order whether it is there: they need no place. */
  private async claimBeside(due: readonly ClaimedDispatch[]): Promise<ClaimedDispatch[]> {
    const { database, clock, settings } = this.parts;
    const accountIds = await this.lookedThrough(due);
    if (accountIds.length === 0) return [];
    const now = clock.now();
    const writtenBefore = new Date(now.getTime() - settings.attemptDeadlineMs);
    return claimLost(database, accountIds, this.leases.next(), { now, writtenBefore });
  }

  /** The accounts at which one of these is looked for now: what is too early brings no listing forward. */
  private async lookedThrough(due: readonly ClaimedDispatch[]): Promise<string[]> {
    const ids = new Set<string>();
    for (const one of due.filter(({ kind, state }) => kind === 'place' && state === 'unknown')) {
      const active = await this.parts.accounts.byId(one.account_id);
      if (active !== undefined && this.resolving.earlyUntil(one, active) === undefined)
        ids.add(one.account_id);
    }
    return [...ids];
  }

  private async claim(): Promise<ClaimedDispatch[]> {
    if (this.slots.free === 0) return [];
    const { database, clock } = this.parts;
    const shares = await this.sharesOf(await dueAccounts(database, DISPATCHES, clock.now()));
    const rooms = roomsOf(this.slots, this.inTurn(shares));
    if (rooms.length === 0) return [];
    return claimDue(database, rooms, this.leases.next(), clock.now());
  }

  /** Another account first each time, so that those at the end of the list get their turn. */
  private inTurn(shares: ReadonlyMap<string, number>): Map<string, number> {
    const all = [...shares];
    const first = all.length === 0 ? 0 : this.turn++ % all.length;
    return new Map([...all.slice(first), ...all.slice(0, first)]);
  }

  private async sharesOf(accountIds: readonly string[]): Promise<Map<string, number>> {
    const shares = new Map<string, number>();
    for (const id of accountIds) {
      const active = await this.parts.accounts.byId(id);
      const concurrency = active === undefined ? 1 : concurrencyOf(active);
      shares.set(id, Math.max(1, Math.min(concurrency * AHEAD, this.parts.settings.atOncePerAccount)));
    }
    return shares;
  }

  /** Never rejects: what could not be written down is taken up again when its lease has run out. */
  private async work(claimed: ClaimedDispatch): Promise<void> {
    const startedAt = this.parts.clock.now();
    try {
      await this.workOn(claimed);
    } catch (error) {
      const [level, outcome] = isDatabaseAway(error)
        ? (['warn', 'later'] as const)
        : (['error', 'not settled'] as const);
      const ms = this.parts.clock.now().getTime() - startedAt.getTime();
      this.parts.log({ event: 'dispatch', level, ...dispatchOf(claimed), outcome, ms, error });
    } finally {
      this.kept.letGo(claimed);
    }
  }

  private async workOn(claimed: ClaimedDispatch): Promise<void> {
    const active = await this.parts.accounts.byId(claimed.account_id);
    const sink = active?.connector.orderSink;
    if (active === undefined || sink === undefined) return this.giveBack(claimed, active);
    if (claimed.kind === 'place' && claimed.state === 'waiting')
      return this.placing.place(claimed, active, sink);
    // Only `place` may not be sent after its lease: the others can be done twice without harm.
    this.kept.keep(claimed);
    if (claimed.kind === 'place') return this.resolving.resolve(claimed, active, sink);
    return this.moving.move(claimed, claimed.kind, active, sink);
  }

  /** Nothing can be sent to it, for now or for ever. */
  private giveBack(claimed: ClaimedDispatch, active: ActiveAccount | undefined): Promise<void> {
    const { clock, chance } = this.parts;
    if (active !== undefined && claimed.state === 'waiting') {
      const why = shown('unsupported', `${active.connector.title} takes no orders`);
      return this.settling.settle({ claimed, settlement: ended(claimed, clock.now(), 'failed', why) });
    }
    const fault = {
      code: 'invalid_config',
      vendorCode: null,
      message: CANNOT_BE_USED,
      retryAfterMs: 0,
    } as const;
    return this.settling.settle({
      claimed,
      settlement: failedTry(claimed, fault, clock.now(), chance.share),
    });
  }
}

const CANNOT_BE_USED = 'the account cannot be used';
