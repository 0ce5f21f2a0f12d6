import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { DomainError } from '#domain/domain-error.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { hintOf } from '#domain/hint.js';
import { uuidV7 } from '#domain/ids.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { ORDER_RULES } from '../compare/rules.js';
import { RECONCILIATION_RUN } from '../reconciliation.tasks.js';
import type { RunScope } from '../runs/run.js';
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
    if (wanted.from >= wanted.to) throw new DomainError('to must be later than from', 'to');
    if (wanted.rule !== null) assertOfOrders(wanted.rule);
    await assertKnown(this.database, wanted);
    return this.database.transaction(async (sql) => {
      const underWay = await runUnderWay(sql, wanted);
      if (underWay !== undefined) return sameOrRefused(underWay, wanted);
      const now = this.clock.now();
      const id = uuidV7(now, randomBytes(10));
      await insertRun(sql, { ...wanted, id, cause: 'asked', scheduledFor: null }, now);
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
    changeOf: (run: Pausable, now: Date) => Change,
  ): Promise<void> {
    const { reconciliationRun } = this.database.prisma;
    const run = await reconciliationRun.findUnique({ where: { id } });
    if (run === null) throw new NotFoundError('run', id);
    const data = changeOf(run, this.clock.now());
    const { count } = await reconciliationRun.updateMany({ where: { id, finishedAt: null }, data });
    if (count === 0) throw new ConflictError('this run has ended', 'id');
    this.database.hint(hintOf('run', id));
    this.log({ event: 'reconcile', level: 'info', runId: id, outcome, compared: run.compared });
  }
}

interface Pausable {
  readonly pausedAt: Date | null;
}

interface Change {
  readonly pausedAt?: Date | null;
  readonly cancelledAt?: Date;
  readonly finishedAt?: Date;
  readonly failures?: number;
  readonly dueAt?: Date;
  readonly leaseHolder?: null;
  readonly leaseUntil?: null;
}

/** Hours and accounts are compared by themselves; a run that counts none of theirs would say that all agree. */
function assertOfOrders(rule: RuleCode): void {
  if (Object.hasOwn(ORDER_RULES, rule)) return;
  throw new DomainError(
    `must be a rule about orders: ${Object.keys(ORDER_RULES).join(', ')}; hours and accounts are compared by themselves`,
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
    `run ${id} compares other days of the same (${from.toISOString()} to ${to.toISOString()}) and has not ended: ` +
      `wait for it, or cancel it by POST /jobs/${id}/cancel`,
    'from',
  );
}
