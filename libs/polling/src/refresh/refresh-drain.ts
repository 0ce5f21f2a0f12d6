import { noteFetches } from '#accounts/accounts/known-fetches.store.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { afterUnsent, isUnsent, type Unsent } from '#connectors-core/not-sent.js';
import { laterPauseMs, untilWritten } from '#database/later.js';
import { MicroBatch } from '#database/micro-batch.js';
import { together, type Written } from '#database/together.js';
import { isLater } from '#intake/failure.js';
import { AccountSlots } from '#jobs/account-slots.js';
import type { CountedCalls } from '../calls/counted-calls.js';
import { type Fetch, fetchLeg } from './leg-fetch.js';
import {
  afterFailure,
  afterFound,
  afterNotFound,
  afterRefusal,
  endedFetch,
  type RefreshTime,
} from './refresh-end.js';
import { type RefreshAnswer, refreshLine } from './refresh-line.js';
import { type ClaimedRefresh, claimRefreshes, settleRefreshes } from './refreshes.store.js';
import { askAgainAt, Resting } from '../calls/resting.js';
import { freshSinceOf } from '../plan/stream-plan.js';
import { Leases } from '#jobs/lease.js';
import type { PollingParts } from '../accounts/polling-parts.js';

/** Answers that arrive while a transaction is under way share the next one. */
const RECORDED_AT_ONCE = { largest: 200, atOnce: 1 };

/** Of which leg. */
type Answered = RefreshAnswer & { readonly claimed: ClaimedRefresh };

/** Fetches the legs that are due, records what their vendors say, and sets when they are due next. */
export class RefreshDrain {
  private readonly slots: AccountSlots;
  private readonly answers: MicroBatch<Answered, Written<true>>;
  private readonly resting = new Resting();
  private readonly leases: Leases;

  constructor(
    private readonly parts: PollingParts,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds'>,
  ) {
    this.leases = new Leases(parts.clock, parts.instance, parts.settings.leaseMs);
    this.slots = new AccountSlots(parts.settings.refreshesAtOnce);
    this.answers = new MicroBatch(
      (answers) => together(answers, (some) => this.record(some)),
      RECORDED_AT_ONCE,
    );
  }

  /** Returns when nothing is due and nothing under way; when aborted, as soon as what is under way has ended. */
  async drain(signal: AbortSignal): Promise<void> {
    await this.slots.drain(async () => {
      const claimed = signal.aborted ? [] : await this.claim();
      for (const leg of claimed) this.slots.hold(leg.account_id, this.refresh(leg));
      return claimed.length;
    });
  }

  /** There may be more to claim: a drain that waits for a slow vendor looks again. */
  poke(): void {
    this.slots.poke();
  }

  private async claim(): Promise<ClaimedRefresh[]> {
    const now = this.parts.clock.now();
    const accounts = this.claimable(now, await this.countedCalls.accountIds());
    if (this.slots.free === 0 || accounts.length === 0) return [];
    return claimRefreshes(this.parts.database, {
      lease: this.leases.next(),
      now,
      accounts,
      perAccount: this.parts.settings.refreshesPerAccount,
      limit: this.slots.free,
    });
  }

  private claimable(now: Date, counted: ReadonlySet<string>) {
    const full = this.slots.full(this.parts.settings.refreshesPerAccount);
    return this.parts.accounts
      .all()
      .filter(({ paused, connector }) => !paused && connector.source?.fetch !== undefined)
      .filter(({ account: { id } }) => !full.includes(id) && !this.resting.has(id, now))
      .map((active) => {
        const { id } = active.account;
        return {
          account_id: id,
          fresh_since: counted.has(id) ? freshSinceOf(active, now, this.parts) : null,
        };
      });
  }

  /** Never rejects: what goes wrong is written to the leg's row, or its lease runs out. */
  private async refresh(claimed: ClaimedRefresh): Promise<void> {
    const startedAt = this.parts.clock.now();
    let answer = await this.ask(claimed);
    const written = await this.answers.add({ ...answer, claimed });
    if ('failure' in written) answer = await this.giveBack(this.failed(claimed, written.failure));
    this.parts.log(refreshLine(claimed, answer, this.parts.clock.now().getTime() - startedAt.getTime()));
  }

  private async giveBack(answer: RefreshAnswer): Promise<RefreshAnswer> {
    try {
      await untilWritten(() => settleRefreshes(this.parts.database, [answer.end]));
      return answer;
    } catch (error) {
      // Nothing is lost: the lease runs out and the leg is claimed again.
      return { ...answer, error };
    }
  }

  private async ask(claimed: ClaimedRefresh): Promise<RefreshAnswer> {
    try {
      const active = await this.parts.accounts.byId(claimed.account_id);
      const fetch = active?.connector.source?.fetch?.bind(active.connector.source);
      if (active === undefined || fetch === undefined)
        throw new ConnectorError('invalid_config', 'the account or its connector is gone');
      if (active.paused) return { outcome: 'paused', end: afterRefusal(claimed, this.parts.clock.now()) };
      const reserved = await this.parts.quota.reserve(active, 'fetch');
      if (!reserved.granted) return this.rests(claimed, 'no_quota', reserved.retryAt);
      const { calls } = reserved;
      const asked = withinCall({ purpose: 'fetch', reserved: calls }, () =>
        this.fetch(claimed, active, fetch),
      );
      return await asked.finally(() => this.parts.quota.giveBack(calls));
    } catch (error) {
      return this.failed(claimed, error);
    }
  }

  private async fetch(claimed: ClaimedRefresh, active: ActiveAccount, fetch: Fetch): Promise<RefreshAnswer> {
    const fetched = await fetchLeg(this.parts, claimed, active, fetch);
    if (!fetched.found)
      return { outcome: 'not_found', end: afterNotFound(claimed, fetched.message, this.time()) };
    const { recording, unknownAccounts } = fetched;
    return { outcome: 'found', end: afterFound(claimed, this.time()), recording, unknownAccounts };
  }

  private failed(claimed: ClaimedRefresh, error: unknown): RefreshAnswer {
    if (isUnsent(error)) return this.unsent(claimed, error);
    if (isLater(error)) {
      const dueAt = new Date(this.parts.clock.now().getTime() + laterPauseMs(this.parts.random));
      return { outcome: 'later', end: afterRefusal(claimed, dueAt), error };
    }
    return { outcome: 'failed', end: afterFailure(claimed, error, this.time()), error };
  }

  private unsent(claimed: ClaimedRefresh, error: Unsent): RefreshAnswer {
    return this.rests(claimed, 'resting', afterUnsent(error, this.parts.clock.now(), this.parts.random));
  }

  private rests(claimed: ClaimedRefresh, outcome: 'no_quota' | 'resting', until: Date): RefreshAnswer {
    const dueAt = askAgainAt(until, this.parts.clock.now());
    this.resting.rest(claimed.account_id, dueAt);
    return { outcome, end: afterRefusal(claimed, dueAt) };
  }

  private time(): RefreshTime {
    return {
      now: this.parts.clock.now(),
      schedule: this.parts.settings.refreshSchedule,
      random: this.parts.random,
    };
  }

  private async record(answers: readonly Answered[]): Promise<readonly true[]> {
    await this.parts.database.transaction(async (sql) => {
      await this.parts.ledger.recordOn(
        sql,
        answers.flatMap(({ recording }) => recording ?? []),
      );
      await settleRefreshes(
        sql,
        answers.map(({ end }) => end),
      );
      const fetches = answers.flatMap(({ end, ...answer }) =>
        endedFetch({ ...answer, code: end.error_code }),
      );
      await noteFetches(sql, fetches, this.parts.clock.now());
    });
    return answers.map(() => true);
  }
}
