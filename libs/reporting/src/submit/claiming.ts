import type { Sql } from '#database/sql.js';
import {
  type Candidate,
  type ClaimedSubmission,
  holdDueHour,
  leaseSubmission,
  postpone,
  type Unsettled,
  unsettledOf,
} from './claim.store.js';
import { closeOpenAttempts, REVISION_GONE, supersede } from '../derive/submissions.store.js';
import type { SubmittingParts } from './submitting-parts.js';

/** `again`: what was found is not to be sent, but something else may be. */
export type Claim = ClaimedSubmission | 'again' | 'nothing';

/**
 * Finds the next submission to send. Whoever changes an hour's submissions holds its `sales_hours` row, so
 * of one hour at most one submission is under way, whichever instances and revisions there are, and a
 * later revision is never overtaken by an earlier one: the earlier gives way, or is waited for.
 */
export class Claiming {
  constructor(private readonly parts: SubmittingParts) {}

  claim(accountId: string): Promise<Claim> {
    return this.parts.database.transaction(async (sql) => {
      const now = this.parts.clock.now();
      const candidate = await holdDueHour(sql, accountId, now);
      if (candidate === undefined) return 'nothing';
      return this.claimOf(sql, candidate, now);
    });
  }

  private async claimOf(sql: Sql, candidate: Candidate, now: Date): Promise<Claim> {
    const unsettled = await unsettledOf(sql, candidate);
    const own = unsettled.find((one) => one.id === candidate.id);
    // Somebody else sent or settled it just before its hour was held here.
    if (own === undefined || own.due_at > now || isHeld(own, now)) return 'again';
    if (own !== unsettled.at(-1)) {
      await supersede(sql, [own.id], now);
      return 'again';
    }
    const others = unsettled.filter((one) => one !== own);
    const busy = others.find((one) => isHeld(one, now));
    if (busy?.lease_until) {
      await postpone(sql, own.id, busy.lease_until);
      return 'again';
    }
    await supersede(
      sql,
      others.map((one) => one.id),
      now,
    );
    return this.lease(sql, own.id, now);
  }

  private async lease(sql: Sql, id: string, now: Date): Promise<Claim> {
    const left = await closeOpenAttempts(sql, [id], now);
    const claimed = await leaseSubmission(sql, id, this.parts.leases.next(), left.length > 0);
    if (claimed !== undefined) return claimed;
    await supersede(sql, [id], now, REVISION_GONE);
    return 'again';
  }
}

const isHeld = ({ lease_until }: Unsettled, now: Date): boolean => lease_until !== null && lease_until > now;
