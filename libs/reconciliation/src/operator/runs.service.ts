import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { DomainError } from '#domain/domain-error.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { uuidV7 } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { ORDER_RULES } from '../compare/rules.js';
import { RECONCILIATION_RUN } from '../reconciliation.tasks.js';
import type { RunScope } from '../runs/run.js';
import { lockRunToChange, type RunChange, writeRunChange } from '../runs/run-changes.store.js';
import { insertRun, runUnderWay } from '../runs/runs.store.js';
import { assertKnown } from './known-scope.js';

export interface NewRunRequest extends RunScope {
  readonly from: Date;
  readonly to: Date;
}

/** Runs that people ask for, and stop. */
export class RunsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly log: Log,
  ) {}

  /**
   * @returns its id; of the one that is under way, where that compares the same
   * @throws DomainError naming the field; ConflictError while another of the scope is under way
   */
  async create(wanted: NewRunRequest): Promise<string> {
    if (wanted.from >= wanted.to) throw new DomainError(refusal('to_not_after_from'), 'to');
    if (wanted.rule !== null) assertOfOrders(wanted.rule);
    await assertKnown(this.database, wanted);
    return this.database.transaction(async (sql) => {
      const underWay = await runUnderWay(sql, wanted);
      if (underWay !== undefined) {
        const same = sameOrRefused(underWay, wanted);
        await audited(sql, { subject: { kind: 'run', id: same }, after: { ...wanted } });
        return same;
      }
      const now = this.clock.now();
      const id = uuidV7(now, randomBytes(10));
      await insertRun(sql, { ...wanted, id, cause: 'asked', scheduledFor: null }, now);
      await audited(sql, { subject: { kind: 'run', id }, after: { ...wanted } });
      await wakeUp(sql, RECONCILIATION_RUN, this.instance.id);
      return id;
    });
  }

  /** The slice in hand comes to nothing. @throws NotFoundError, ConflictError where it has ended */
  pause(id: string): Promise<void> {
    return this.change(id, 'paused', ({ pausedAt }, now) => ({ pausedAt: pausedAt ?? now, ...LET_GO }));
  }

  /** What was tried in vain is tried anew. @throws NotFoundError, ConflictError where it has ended */
  async resume(id: string): Promise<void> {
    await this.change(id, 'resumed', (_run, now) => ({ pausedAt: null, failures: 0, dueAt: now }));
    await wakeUp(this.database, RECONCILIATION_RUN, this.instance.id);
  }

  /** What it has found stays. @throws NotFoundError, ConflictError where it has ended */
  cancel(id: string): Promise<void> {
    return this.change(id, 'cancelled', (_run, now) => ({ cancelledAt: now, finishedAt: now, ...LET_GO }));
  }

  private async change(
    id: string,
    outcome: 'paused' | 'resumed' | 'cancelled',
    changeOf: (run: Pausable, now: Date) => RunChange,
  ): Promise<void> {
    const run = await this.database.transaction(async (sql) => {
      const found = await lockRunToChange(sql, id);
      if (found === undefined) throw new NotFoundError('run', id);
      if (found.finishedAt !== null) throw new ConflictError(refusal('run_ended'), 'id');
      await writeRunChange(sql, id, changeOf(found, this.clock.now()));
      await audited(sql, { after: { outcome } });
      return found;
    });
    this.log({ event: 'reconcile', level: 'info', runId: id, outcome, compared: run.compared });
  }
}

interface Pausable {
  readonly pausedAt: Date | null;
}

/** Hours and accounts are compared by themselves; a run that counts none of theirs would say that all agree. */
function assertOfOrders(rule: RuleCode): void {
  if (Object.hasOwn(ORDER_RULES, rule)) return;
  throw new DomainError(
    refusal('must_be_order_rule_of_run', { rules: Object.keys(ORDER_RULES).join(', ') }),
    'rule',
  );
}

const LET_GO = { leaseHolder: null, leaseUntil: null } as const;

function sameOrRefused(
  { id, from, to }: { readonly id: string; readonly from: Date; readonly to: Date },
  wanted: NewRunRequest,
): string {
  if (from.getTime() === wanted.from.getTime() && to.getTime() === wanted.to.getTime()) return id;
  throw new ConflictError(
    refusal('run_of_other_days', { runId: id, from: from.toISOString(), to: to.toISOString() }),
    'from',
  );
}
