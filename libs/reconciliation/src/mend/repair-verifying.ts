import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { patienceMs } from '../compare/rules.js';
import { lockComparisons } from '../watch/comparison-locks.store.js';
import type { Freshening } from './freshening.js';
import type { JudgedSubject, Judging } from './judging.js';
import { asksFirst, type Freshness } from './plan-rule.js';
import type { Repair } from './repair.js';
import { tellRepairs } from './repair-events.js';
import { LATEST_VERIFY_MS, nextLook, VERIFIES_FOR_MS } from './repair-pauses.js';
import { verifyLater, writeVerified, writeVerifyAsked } from './repair-steps.store.js';
import { findMended, lockRepair, type MendedDiscrepancy } from './repairs.store.js';
import { judgeAnew } from './run-rule.js';
import { verify } from './verify-rule.js';

export interface RepairVerifyingParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly judging: Judging;
  readonly freshening: Freshening;
}

/** Finds out whether what is done has mended anything. */
export class RepairVerifying {
  constructor(private readonly parts: RepairVerifyingParts) {}

  async verify(id: string): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (sql) => {
      const discrepancy = await findMended(sql, id);
      if (discrepancy === undefined) return;
      await lockComparisons(sql, [discrepancy.orderId ?? discrepancy.subject]);
      const repair = await lockRepair(sql, id);
      if (repair?.state === 'done' && repair.verifyAt !== null && repair.verifyAt <= clock.now())
        await this.take(sql, repair, discrepancy);
    });
  }

  private async take(sql: Sql, repair: Repair, discrepancy: MendedDiscrepancy): Promise<void> {
    const { judging, clock } = this.parts;
    const now = clock.now();
    const ended = repair.endedAt ?? now;
    const judged = await judging.judge(sql, repair);
    const planned = { ...repair, key: discrepancy.key };
    const holds = judgeAnew(planned, judged.comparison).is === 'holds';
    const freshness = holds ? await this.freshness(sql, repair, judged) : FRESH;
    const patience = patienceMs(repair.rule, judged.accounts.get(discrepancy.accountId ?? ''));
    const verified = verify(planned, { comparison: judged.comparison, freshness, patienceMs: patience }, now);
    if (verified === null) {
      const isInVain = now.getTime() > ended.getTime() + patience + VERIFIES_FOR_MS;
      return verifyLater(sql, repair.id, isInVain ? null : nextLook(ended, now, LATEST_VERIFY_MS));
    }
    await writeVerified(sql, repair.id, verified, now);
    await tellRepairs(sql, [repair], { kind: 'repair_verified', detail: { verified } }, now);
  }

  /** What still differs may only not have been looked at since: then it is. */
  private async freshness(sql: Sql, repair: Repair, judged: JudgedSubject): Promise<Freshness> {
    const { id, kind, fetchAskedAt, endedAt } = repair;
    if (!asksFirst(kind)) return FRESH;
    const { freshening } = this.parts;
    const isAsked = fetchAskedAt !== null && endedAt !== null && fetchAskedAt >= endedAt;
    const freshness = isAsked
      ? await freshening.since(sql, { ...repair, findRef: null }, judged, fetchAskedAt)
      : NOT_ASKED;
    if (freshness.is === 'not_fetched')
      await writeVerifyAsked(sql, id, await freshening.askLegs(sql, judged));
    return freshness;
  }
}

const FRESH: Freshness = { is: 'fresh' };
const NOT_ASKED: Freshness = { is: 'not_fetched', legId: null, code: 'not_asked', message: '' };
