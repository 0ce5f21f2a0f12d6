import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RepairPolicy } from '#domain/repair.js';
import { lockComparisons } from '../watch/comparison-locks.store.js';
import type { Freshening } from './freshening.js';
import type { JudgedSubject, Judging } from './judging.js';
import { asksFirst, PLAN_HOLDS_MS } from './plan-rule.js';
import type { Repair } from './repair.js';
import { BRAKE, isRefusal, type RepairBeginning } from './repair-beginning.js';
import { tellRepairs } from './repair-events.js';
import { LATEST_LOOK_MS, nextLook, WAITS_FOR_MS } from './repair-pauses.js';
import { type Why, writeEnd, writeFetching, writePlan, writeWaiting } from './repair-steps.store.js';
import { findMended, lockMended, lockRepair, type MendedDiscrepancy } from './repairs.store.js';
import { judgeAnew } from './run-rule.js';
import { afterRepair } from './sides.js';

export interface RepairStepsParts {
  readonly database: Pick<Database, 'transaction' | 'rows'>;
  readonly clock: Clock;
  readonly judging: Judging;
  readonly freshening: Freshening;
  readonly beginning: RepairBeginning;
}

/**
 * Takes repairs on their way until they are begun, a step a transaction: whoever dies loses none. Held are, in this
 * order, the subject's comparisons, the discrepancy and the repair.
 */
export class RepairSteps {
  constructor(private readonly parts: RepairStepsParts) {}

  /** What cannot be done by its lib's own rules is not done, and says so. @throws what is no word of theirs */
  async step(id: string): Promise<void> {
    try {
      await this.held(id, (sql, repair, discrepancy) => this.take(sql, repair, discrepancy));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const { message } = error;
      await this.held(id, (sql, repair) => this.end(sql, repair, 'not_done', { why: 'refused', message }));
    }
  }

  /** Only what is still to be planned or begun, and due. */
  private async held(
    id: string,
    work: (sql: Sql, repair: Repair, discrepancy: MendedDiscrepancy) => Promise<void>,
  ): Promise<void> {
    const { database, clock } = this.parts;
    await database.transaction(async (sql) => {
      const found = await findMended(sql, id);
      if (found === undefined) return;
      await lockComparisons(sql, [found.orderId ?? found.subject]);
      const discrepancy = await lockMended(sql, found.id);
      const repair = await lockRepair(sql, id);
      if (discrepancy === undefined || repair === undefined) return;
      if (goesOn(repair) && repair.dueAt <= clock.now()) await work(sql, repair, discrepancy);
    });
  }

  private async take(sql: Sql, repair: Repair, discrepancy: MendedDiscrepancy): Promise<void> {
    const { state } = discrepancy;
    if (state !== 'open') return this.end(sql, repair, 'dismissed', { why: state });
    if (this.hasWaitedTooLong(repair))
      return this.end(sql, repair, 'not_done', { why: 'waited_too_long', detail: { for: repair.why } });
    const judged = await this.parts.judging.judge(sql, repair);
    if (asksFirst(repair.kind) && !(await this.isFresh(sql, repair, judged))) return;
    const judgement = judgeAnew({ ...repair, key: discrepancy.key }, judged.comparison);
    if (judgement.is === 'waits') return this.wait(sql, repair, { why: judgement.why });
    if (judgement.is === 'changed') {
      const { why, now } = judgement;
      const found = now === null ? null : { fingerprint: now.fingerprint, evidence: now.evidence };
      const detail = { planned: { fingerprint: repair.fingerprint }, found };
      return this.end(sql, repair, 'not_done', { why, detail });
    }
    if (repair.state === 'fetching') await this.plan(sql, repair, judged);
    if (repair.approvedAt === null && !repair.byPolicy) return;
    await this.parts.beginning.begin(sql, repair, policyOf(repair, discrepancy, judged));
  }

  /** A person's word holds as long as the hub's own. What was planned long ago, and is planned anew, waits for nothing yet. */
  private hasWaitedTooLong({ approvedAt, fetchAskedAt, createdAt, why }: Repair): boolean {
    const since = approvedAt ?? (why === null ? null : (fetchAskedAt ?? createdAt));
    return (
      since !== null && why !== BRAKE && this.parts.clock.now().getTime() - since.getTime() > WAITS_FOR_MS
    );
  }

  /** Otherwise it waits, or has ended. */
  private async isFresh(sql: Sql, repair: Repair, judged: JudgedSubject): Promise<boolean> {
    const { freshening, clock } = this.parts;
    const now = clock.now();
    if (repair.fetchAskedAt === null || isStale(repair, now)) {
      const { askedAt, findRef } = await freshening.ask(sql, repair, judged);
      await writeFetching(sql, repair.id, findRef, askedAt, nextLook(now, now, LATEST_LOOK_MS));
      return false;
    }
    const freshness = await freshening.since(sql, repair, judged, repair.fetchAskedAt);
    if (freshness.is === 'waits') {
      const { is: _is, ...why } = freshness;
      await this.wait(sql, repair, why);
    }
    if (freshness.is === 'not_fetched') {
      const { legId, code, message } = freshness;
      await this.end(sql, repair, 'not_done', { why: 'not_fetched', detail: { legId }, code, message });
    }
    return freshness.is === 'fresh';
  }

  private async plan(sql: Sql, repair: Repair, { shown: before }: JudgedSubject): Promise<void> {
    const now = this.parts.clock.now();
    const shown = { before, after: afterRepair(repair, before) };
    await writePlan(sql, repair.id, shown, now);
    await tellRepairs(sql, [repair], { kind: 'repair_planned', detail: shown }, now);
  }

  private async wait(sql: Sql, { id, fetchAskedAt, createdAt }: Repair, why: Why): Promise<void> {
    const dueAt = nextLook(fetchAskedAt ?? createdAt, this.parts.clock.now(), LATEST_LOOK_MS);
    await writeWaiting(sql, id, why, dueAt);
  }

  private async end(sql: Sql, repair: Repair, state: 'not_done' | 'dismissed', why: Why): Promise<void> {
    const now = this.parts.clock.now();
    await writeEnd(sql, [repair.id], state, why, now);
    await tellRepairs(sql, [repair], { kind: `repair_${state}`, detail: { ...why } }, now);
  }
}

/** It waits for no person, and nothing was begun. */
const goesOn = ({ state, byPolicy }: Repair): boolean =>
  state === 'fetching' || state === 'approved' || (state === 'planned' && byPolicy);

/** What was planned so long ago is not begun by. */
const isStale = ({ state, plannedAt }: Repair, now: Date): boolean =>
  state !== 'fetching' && plannedAt !== null && now.getTime() - plannedAt.getTime() > PLAN_HOLDS_MS;

const policyOf = (
  { rule }: Repair,
  { accountId }: MendedDiscrepancy,
  { accounts }: JudgedSubject,
): RepairPolicy => accounts.get(accountId ?? '')?.repairPolicy.get(rule) ?? 'suggest';
