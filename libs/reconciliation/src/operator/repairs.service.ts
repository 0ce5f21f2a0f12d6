import { randomBytes } from 'node:crypto';
import { NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import type { StoreScope } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { assertApprovable } from '../brake/approvable.js';
import { approvalOf, type MeantRepair } from '../mend/approve-rule.js';
import { approveRepairs, planAnew } from '../mend/approvals.store.js';
import { lockOffering } from '../mend/offering.store.js';
import { asksFirst } from '../mend/plan-rule.js';
import type { Repair } from '../mend/repair.js';
import { tellRepairs } from '../mend/repair-events.js';
import { tellSaid } from '../mend/repair-log.js';
import { writeEnd } from '../mend/repair-steps.store.js';
import { insertRepairs, lockLiveRepairs, type NewRepair } from '../mend/repairs.store.js';
import { RECONCILIATION_MEND } from '../reconciliation.tasks.js';
import { type Asking, type JudgedRepair, newRepairs, refuseRefused } from './judged-repairs.js';
import { GONE, type RefusedOne, refusedOne } from './refused-one.js';
import { addText } from './texts.store.js';

/** What a person wants done. */
export interface Approving extends Planning {
  readonly meant: MeantRepair;
  readonly reason: string;
}

/** What a person wants to see planned. */
export interface Planning {
  /** May be left out where one is offered. */
  readonly meant: MeantRepair | undefined;
  /** The id of the API key. */
  readonly by: string;
  /** Of which stores discrepancies are there for it. */
  readonly stores?: StoreScope | undefined;
}

/** What came of an approval of one. */
export interface OneApproved {
  readonly repairId: string;
  /** False where somebody had approved it before. */
  readonly isNew: boolean;
}

/** What came of an approval of many. */
export interface ApprovalOutcome {
  readonly approved: readonly { readonly id: string; readonly repairId: string }[];
  /** Approved already. */
  readonly unchanged: readonly { readonly id: string; readonly repairId: string }[];
  readonly refused: readonly RefusedOne[];
}

/** Takes people's approvals, once each: two who approve the same at once have approved it once. */
export class RepairsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly log: Log,
  ) {}

  /** @returns the repair's id @throws NotFoundError, ConflictError, DomainError naming the field */
  async approve(id: string, approving: Approving): Promise<string> {
    const { repairId, isNew } = await this.database.transaction((sql) => this.approveOn(sql, id, approving));
    await this.said(isNew ? [repairId] : [], 'approved', approving.by);
    return repairId;
  }

  /** The same in the caller's transaction; told to nobody but the history. @throws as `approve` */
  async approveOn(sql: Sql, id: string, approving: Approving): Promise<OneApproved> {
    const judged = await this.judgeOne(sql, id, approving);
    const [[, repairId = ''] = []] = await this.write(sql, [judged], approving);
    return { repairId, isNew: judged.approval.is !== 'unchanged' };
  }

  /** All in one transaction, in as many statements as for one. @throws DomainError `reason`, see `assertApprovable` */
  async approveMany(ids: readonly string[], approving: Approving): Promise<ApprovalOutcome> {
    const outcome = await this.database.transaction(async (sql): Promise<ApprovalOutcome> => {
      await assertApprovable(sql, { count: ids.length, reason: approving.reason, stores: approving.stores });
      const judged = await this.judge(sql, ids, approving);
      const written = await this.write(sql, judged, approving);
      const known = new Set(judged.map(({ discrepancy }) => discrepancy.id));
      const gone = ids.filter((id) => !known.has(id)).map((id) => refusedOne(id, GONE));
      const before = new Set(
        judged.filter(({ approval }) => approval.is === 'unchanged').map(({ discrepancy }) => discrepancy.id),
      );
      const all = [...written].map(([id, repairId]) => ({ id, repairId }));
      const refused = judged.flatMap(({ discrepancy: { id }, approval }) =>
        approval.is === 'refused' ? [refusedOne(id, approval.why)] : [],
      );
      await audited(sql, { after: { repair: approving.meant.kind, approved: [...written.keys()] } });
      return {
        approved: all.filter(({ id }) => !before.has(id)),
        unchanged: all.filter(({ id }) => before.has(id)),
        refused: [...refused, ...gone],
      };
    });
    await this.said(
      outcome.approved.map(({ repairId }) => repairId),
      'approved',
      approving.by,
    );
    return outcome;
  }

  /**
   * Every vendor is asked anew, and nothing is begun. What somebody has approved goes its way.
   * @returns the repair's id @throws NotFoundError, ConflictError, DomainError naming the field
   */
  async plan(id: string, planning: Planning): Promise<string> {
    const { by } = planning;
    const { repairId, isNew } = await this.database.transaction(async (sql) => {
      const judged = await this.judgeOne(sql, id, planning);
      const now = this.clock.now();
      const name = await actorName(sql, by);
      await this.giveWay(sql, [judged], { name, now });
      const made = this.made(judged, { name, textId: null, now }).map((one) => ({
        ...one,
        approvedBy: null,
      }));
      await insertRepairs(sql, made, now);
      const { approval } = judged;
      const isAnew =
        approval.is === 'approve' && approval.repair.state === 'planned' && asksFirst(approval.repair.kind);
      if (isAnew) await planAnew(sql, approval.repair.id, now);
      await wakeUp(sql, RECONCILIATION_MEND, this.instance.id);
      const repairId = 'repair' in approval ? approval.repair.id : (made[0]?.id ?? '');
      return { repairId, isNew: isAnew || made.length > 0 };
    });
    await this.said(isNew ? [repairId] : [], 'asked', by);
    return repairId;
  }

  private said(ids: readonly string[], outcome: 'approved' | 'asked', by: string): Promise<void> {
    const { database, log } = this;
    return tellSaid({ database, log }, ids, { outcome, by });
  }

  /** @throws NotFoundError, ConflictError, DomainError naming the field */
  private async judgeOne(sql: Sql, id: string, wanted: Planning): Promise<JudgedRepair> {
    const [judged] = await this.judge(sql, [id], wanted);
    if (judged === undefined) throw new NotFoundError('discrepancy', id);
    refuseRefused(judged.approval);
    return judged;
  }

  private async judge(
    sql: Sql,
    ids: readonly string[],
    { meant, stores = null }: Planning,
  ): Promise<JudgedRepair[]> {
    const discrepancies = await lockOffering(sql, ids, stores);
    const live = await lockLiveRepairs(sql, ids);
    const now = this.clock.now();
    return discrepancies.map((discrepancy) => ({
      discrepancy,
      approval: approvalOf(discrepancy, live.get(discrepancy.id), meant, now),
    }));
  }

  /** @returns of each discrepancy of which something is approved its repair */
  private async write(
    sql: Sql,
    judged: readonly JudgedRepair[],
    { reason, by }: Approving,
  ): Promise<ReadonlyMap<string, string>> {
    const now = this.clock.now();
    const who = { name: await actorName(sql, by), textId: this.newId(now), now };
    const unchanged = judged.flatMap(({ approval }) =>
      approval.is === 'unchanged' ? [approval.repair] : [],
    );
    const existing = judged.flatMap(({ approval }) => (approval.is === 'approve' ? [approval] : []));
    const made = judged.flatMap((one) => this.made(one, who));
    if (existing.length + made.length > 0) await addText(sql, who.textId, reason);
    await this.giveWay(sql, judged, who);
    const approved = existing.map(({ repair: { id }, from }) => ({ id, from }));
    await approveRepairs(sql, approved, { by: who.name, textId: who.textId, now });
    await insertRepairs(sql, made, now);
    const told = [...existing.map(({ repair }) => repair), ...made];
    const approval = { kind: 'repair_approved', actor: who.name, textId: who.textId } as const;
    if (told.length > 0) await tellRepairs(sql, told, approval, now);
    if (told.length > 0) await wakeUp(sql, RECONCILIATION_MEND, this.instance.id);
    return new Map([...unchanged, ...told].map(({ discrepancyId, id }) => [discrepancyId, id]));
  }

  /** What was only suggested is not what a person wants. */
  private async giveWay(
    sql: Sql,
    judged: readonly JudgedRepair[],
    { name, now }: Omit<Asking, 'textId'>,
  ): Promise<void> {
    const given = judged.flatMap(({ approval }): Repair[] =>
      approval.is === 'make' && approval.instead !== null ? [approval.instead] : [],
    );
    if (given.length === 0) return;
    const detail = { why: 'by_person' } as const;
    const ids = given.map(({ id }) => id);
    await writeEnd(sql, ids, 'dismissed', detail, now);
    await tellRepairs(sql, given, { kind: 'repair_dismissed', detail, actor: name }, now);
  }

  private made(judged: JudgedRepair, who: Asking): NewRepair[] {
    return newRepairs(judged, who, this.newId(who.now));
  }

  private newId(now: Date): string {
    return uuidV7(now, randomBytes(10));
  }
}
