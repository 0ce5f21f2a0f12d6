import { noteFetches } from '#accounts/accounts/known-fetches.store.js';
import { withinCall } from '#connectors-core/call-context.js';
import { RETRY } from '#connectors-core/connector-error.js';
import { pauseAfter, shortMessage } from '#connectors-core/fault.js';
import { afterUnsent, isUnsent } from '#connectors-core/not-sent.js';
import { laterPauseMs, untilWritten } from '#database/later.js';
import { isLater, recordingFault } from '#intake/failure.js';
import { AccountSlots } from '#jobs/account-slots.js';
import { Leases } from '#jobs/lease.js';
import type { Recording } from '#ledger/recording.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { askAgainAt, Resting } from '../calls/resting.js';
import {
  type AskEnd,
  claimAsked,
  type ClaimedAsk,
  endOldAsked,
  putOffAsked,
  settleAsked,
} from './asked-fetches.store.js';
import { fetchLeg } from './leg-fetch.js';
import { endedFetch } from './refresh-end.js';

/** Legs fetched at once in one instance because somebody asked, and of these for one account. */
const AT_ONCE = 8;
const PER_ACCOUNT = 2;
/** A vendor that does not answer is asked so often; then whoever asked is told. */
const MOST_TRIES = 3;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Answer {
  readonly outcome: string;
  readonly end: AskEnd;
  readonly recording?: Recording;
  /** By whose numbers the vendor names the order, though there is no such account. */
  readonly unknownAccounts?: readonly string[];
  readonly error?: unknown;
}

/** Fetches legs that somebody asked for, by the calls that there are for it. */
export class AskedDrain {
  private readonly slots = new AccountSlots(AT_ONCE);
  private readonly resting = new Resting();
  private readonly leases: Leases;
  private endedOldAt = -Infinity;

  constructor(private readonly parts: PollingParts) {
    this.leases = new Leases(parts.clock, parts.instance, parts.settings.leaseMs);
  }

  /** Returns when nothing is due and nothing under way; when aborted, as soon as what is under way has ended. */
  async drain(signal: AbortSignal): Promise<void> {
    await this.endOld();
    await this.slots.drain(async () => {
      const claimed = signal.aborted ? [] : await this.claim();
      for (const ask of claimed) this.slots.hold(ask.account_id, this.work(ask));
      return claimed.length;
    });
  }

  poke(): void {
    this.slots.poke();
  }

  /** Not at each of its many wake-ups: what is a day old is no other a minute later. */
  private async endOld(): Promise<void> {
    const now = this.parts.clock.now();
    if (now.getTime() - this.endedOldAt < MINUTE_MS) return;
    await endOldAsked(this.parts.database, now, DAY_MS);
    this.endedOldAt = now.getTime();
  }

  private async claim(): Promise<ClaimedAsk[]> {
    const { accounts, clock, database } = this.parts;
    const now = clock.now();
    const full = this.slots.full(PER_ACCOUNT);
    const accountIds = accounts
      .all()
      .filter(({ paused, connector }) => !paused && connector.source?.fetch !== undefined)
      .map(({ account: { id } }) => id)
      .filter((id) => !full.includes(id) && !this.resting.has(id, now));
    if (this.slots.free === 0 || accountIds.length === 0) return [];
    const claim = { now, accountIds, perAccount: PER_ACCOUNT, limit: this.slots.free };
    return claimAsked(database, { lease: this.leases.next(), ...claim });
  }

  /** Never rejects: what goes wrong is written to the row, or its lease runs out. */
  private async work(claimed: ClaimedAsk): Promise<void> {
    const startedAt = this.parts.clock.now();
    let answer = await this.ask(claimed).catch((error: unknown) => this.failed(claimed, error));
    try {
      await this.keep(answer);
    } catch (error) {
      answer = this.failed(claimed, error);
      const { end } = answer;
      await untilWritten(() => this.keep({ outcome: answer.outcome, end })).catch(() => undefined);
    }
    this.tell(claimed, answer, this.parts.clock.now().getTime() - startedAt.getTime());
  }

  private async ask(claimed: ClaimedAsk): Promise<Answer> {
    if (claimed.confirmed_at >= claimed.asked_at) return { outcome: 'known', end: over(claimed) };
    const active = await this.parts.accounts.byId(claimed.account_id);
    const fetch = active?.connector.source?.fetch?.bind(active.connector.source);
    if (active === undefined || fetch === undefined)
      return {
        outcome: 'failed',
        end: ended(claimed, 'invalid_config', 'the account or its connector is gone'),
      };
    const reserved = await this.parts.quota.reserve(active, 'repair');
    if (!reserved.granted)
      return this.waits(claimed, askAgainAt(reserved.retryAt, this.parts.clock.now()), NO_CALLS);
    const { calls } = reserved;
    const fetching = withinCall({ purpose: 'repair', reserved: calls }, () =>
      fetchLeg(this.parts, claimed, active, fetch),
    );
    const fetched = await fetching.finally(() => this.parts.quota.giveBack(calls));
    if (!fetched.found) return { outcome: 'not_found', end: ended(claimed, 'not_found', fetched.message) };
    const { recording, unknownAccounts } = fetched;
    return { outcome: 'found', end: over(claimed), recording, unknownAccounts };
  }

  private async keep({ outcome, end, recording }: Answer): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.database.transaction(async (sql) => {
      if (recording !== undefined) await this.parts.ledger.recordOn(sql, [recording]);
      await settleAsked(sql, end, now);
      await noteFetches(sql, endedFetch({ ...end, outcome }), now);
    });
  }

  /** The others of its account wait for the same. */
  private async waits(
    claimed: ClaimedAsk,
    dueAt: Date,
    why: { readonly code: string; readonly message: string },
  ): Promise<Answer> {
    const { database, clock } = this.parts;
    this.resting.rest(claimed.account_id, dueAt);
    await putOffAsked(database, claimed.account_id, { dueAt, ...why }, clock.now());
    return { outcome: why.code, end: waiting(claimed, dueAt, why) };
  }

  private failed(claimed: ClaimedAsk, error: unknown): Answer {
    const { clock, random } = this.parts;
    const now = clock.now();
    if (isUnsent(error)) {
      const dueAt = afterUnsent(error, now, random);
      this.resting.rest(claimed.account_id, dueAt);
      const why = { code: error.notSent, message: shortMessage(error.message) };
      return { outcome: 'resting', end: waiting(claimed, dueAt, why), error };
    }
    if (isLater(error)) {
      const dueAt = new Date(now.getTime() + laterPauseMs(random));
      return { outcome: 'later', end: waiting(claimed, dueAt, { code: null, message: null }), error };
    }
    const fault = recordingFault(error);
    const failures = claimed.failures + 1;
    const pause =
      failures < MOST_TRIES && RETRY[fault.code].later ? pauseAfter(fault, failures, random) : null;
    const dueAt = pause === null ? null : new Date(now.getTime() + pause);
    return {
      outcome: 'failed',
      end: { claimed, isOver: false, dueAt, failures, code: fault.code, message: fault.message },
      error,
    };
  }

  private tell(
    { leg_id, account_id, connector, vendor_no }: ClaimedAsk,
    { outcome, end, error, unknownAccounts = [] }: Answer,
    ms: number,
  ): void {
    this.parts.log({
      event: 'refetch',
      level: ANSWERED.has(outcome) && unknownAccounts.length === 0 ? 'info' : 'warn',
      outcome,
      accountId: account_id,
      connector,
      legId: leg_id,
      vendorNo: vendor_no,
      ms,
      ...(end.code === null ? {} : { code: end.code }),
      ...(unknownAccounts.length === 0 ? {} : { unknownAccounts }),
      ...(error === undefined ? {} : { error }),
    });
  }
}

const ANSWERED: ReadonlySet<string> = new Set(['found', 'known']);

const NO_CALLS = {
  code: 'no_calls',
  message: 'there is no call for it now: the account’s repairShare says how many there are at most',
};

const over = (claimed: ClaimedAsk): AskEnd => ({
  ...{ claimed, isOver: true, dueAt: null, failures: 0, code: null, message: null },
});

const ended = (claimed: ClaimedAsk, code: string, message: string): AskEnd => ({
  ...{ claimed, isOver: false, dueAt: null, failures: claimed.failures + 1 },
  ...{ code, message: shortMessage(message) },
});

const waiting = (
  claimed: ClaimedAsk,
  dueAt: Date,
  { code, message }: { readonly code: string | null; readonly message: string | null },
): AskEnd => ({ claimed, isOver: false, dueAt, failures: claimed.failures, code, message });
