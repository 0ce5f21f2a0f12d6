import { randomBytes } from 'node:crypto';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { UNSTORABLE_WORDS } from '#connectors-core/fault.js';
import { untilWritten } from '#database/later.js';
import { isRefusedValue } from '#database/refused-value.js';
import { uuidV7 } from '#domain/ids.js';
import { KeptLeases } from '#jobs/kept-leases.js';
import { type ClaimedSubmission, holdHour, SUBMISSIONS } from './claim.store.js';
import { prepare, type Prepared, type Ready } from './preparing.js';
import {
  type Attempt,
  beginAttempt,
  endAttempt,
  isOurs,
  sentInVain,
  settleSubmission,
  wasSentBefore,
} from './settle.store.js';
import {
  type SubmissionOutcome,
  outcomeOf,
  received,
  settle,
  type SubmissionSettlement,
} from './settlement.js';
import { whyNotSent } from './still-wanted.store.js';
import type { SubmittingParts } from './submitting-parts.js';

/** Sends one claimed submission: noted before, sent once, its outcome recorded after. */
export class SubmissionSending {
  private readonly kept: KeptLeases;

  constructor(private readonly parts: SubmittingParts) {
    const { database, clock, leases } = parts;
    this.kept = new KeptLeases(database, SUBMISSIONS, clock, leases);
  }

  async send(claimed: ClaimedSubmission, active: ActiveAccount | undefined): Promise<void> {
    const prepared = prepare(claimed, active);
    const attempt = await untilWritten(
      () => this.begin(claimed, prepared),
      (error) => this.tellLater(claimed, undefined, error),
    );
    if (attempt === undefined) return;
    this.kept.keep(claimed);
    try {
      const outcome =
        'refused' in prepared ? prepared.refused : await this.submit(prepared, claimed, attempt);
      const settlement = await untilWritten(
        () => this.settle(claimed, attempt, outcome),
        (error) => this.tellLater(claimed, this.since(attempt), error),
      );
      this.tell(claimed, attempt, outcome, settlement);
    } finally {
      this.kept.letGo(claimed);
    }
  }

  /** Holds on to what is being sent, however long that takes. @returns ends it */
  keepLeases(): () => void {
    return this.kept.start();
  }

  renew(): Promise<void> {
    return this.kept.renew();
  }

  /** @returns undefined when the claim was lost meanwhile: then somebody else sends it */
  private begin(claimed: ClaimedSubmission, prepared: Prepared): Promise<Attempt | undefined> {
    return this.parts.database.transaction(async (sql) => {
      await holdHour(sql, claimed);
      const startedAt = this.parts.clock.now();
      const attempt = { id: uuidV7(startedAt, randomBytes(10)), startedAt, number: claimed.attempts + 1 };
      return (await beginAttempt(sql, claimed, attempt, prepared, this.parts.leases.until()))
        ? attempt
        : undefined;
    });
  }

  /** @returns undefined when somebody took the submission over: what they find out counts, not this */
  private async settle(
    claimed: ClaimedSubmission,
    attempt: Attempt,
    outcome: SubmissionOutcome,
  ): Promise<SubmissionSettlement | undefined> {
    try {
      return await this.write(claimed, attempt, outcome);
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      this.parts.log({
        event: 'submission',
        level: 'error',
        ...idsOf(claimed),
        outcome: 'words refused',
        ms: this.since(attempt),
        error,
      });
      return this.write(claimed, attempt, { ...outcome, vendorCode: null, message: UNSTORABLE_WORDS });
    }
  }

  private write(
    claimed: ClaimedSubmission,
    attempt: Attempt,
    outcome: SubmissionOutcome,
  ): Promise<SubmissionSettlement | undefined> {
    return this.parts.database.transaction(async (sql) => {
      await holdHour(sql, claimed);
      if (!(await isOurs(sql, claimed, attempt))) return undefined;
      const sentBefore = outcome.code === 'duplicate' && (await wasSentBefore(sql, claimed));
      const now = this.parts.clock.now();
      const confirmsInVain = claimed.cause === 'confirm' ? await sentInVain(sql, claimed) : undefined;
      const standing = { state: claimed.state, attempts: attempt.number, sentBefore, confirmsInVain };
      const settlement = settle(outcome, standing, now, this.parts.random);
      await endAttempt(sql, attempt, outcome, now);
      await settleSubmission(sql, claimed, settlement, now);
      return settlement;
    });
  }

  /**
   * What another hub has taken over, or a later revision follows, is not sent: looked at right before the first byte.
   */
  private async submit(
    { sink, payload, active }: Ready,
    claimed: ClaimedSubmission,
    attempt: Attempt,
  ): Promise<SubmissionOutcome> {
    const { database, clock } = this.parts;
    const mayWrite = () => whyNotSent(database, claimed, attempt, clock.latest());
    const send = () => sink.submit(payload, active.account, this.writeBefore(attempt));
    try {
      return received(await withinCall({ mayWrite }, send));
    } catch (error) {
      return outcomeOf(error);
    }
  }

  private writeBefore({ startedAt }: Attempt): Date {
    return new Date(startedAt.getTime() + this.parts.settings.writeWithinMs);
  }

  private since({ startedAt }: Attempt): number {
    return this.parts.clock.now().getTime() - startedAt.getTime();
  }

  private tellLater(claimed: ClaimedSubmission, ms: number | undefined, error: unknown): void {
    this.parts.log({
      event: 'submission',
      level: 'warn',
      ...idsOf(claimed),
      outcome: 'later',
      ms,
      error,
    });
  }

  private tell(
    claimed: ClaimedSubmission,
    attempt: Attempt,
    outcome: SubmissionOutcome,
    settlement: SubmissionSettlement | undefined,
  ): void {
    this.parts.log({
      event: 'submission',
      level: outcome.code === 'accepted' ? 'info' : 'warn',
      ...idsOf(claimed),
      storeId: claimed.store_id,
      hourStart: claimed.hour_start,
      revision: claimed.revision,
      cause: claimed.cause,
      cover: claimed.cover,
      attempt: attempt.number,
      outcome: outcome.code,
      vendorCode: outcome.vendorCode,
      message: outcome.message,
      state: settlement?.state ?? 'taken over',
      nextAttemptAt: settlement?.dueAt ?? null,
      ms: this.since(attempt),
    });
  }
}

const idsOf = ({ id, account_id, connector }: ClaimedSubmission) => ({
  submissionId: id,
  accountId: account_id,
  connector,
});
