import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { actingIn, Acts } from '#audit/acts/audited.js';
import type { Acting, AuditWriter } from '#audit/acts/audit-writer.js';
import type { AuditActorKind } from '#audit/audit-entry.js';
import type { Database } from '#database/database.js';
import { isDatabaseAway } from '#database/database-away.js';
import { laterPauseMs, untilWritten } from '#database/later.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { kindOf } from '#domain/thrown.js';
import { enqueue } from '#jobs/job-queue.js';
import type { Leases } from '#jobs/lease.js';
import type { BulkAct, BulkActs } from './bulk-act.js';
import { BULK_RUN } from './bulk.tasks.js';
import {
  type BulkStanding,
  claimBulk,
  holdBulk,
  nextBulkDue,
  noteBulkFailure,
  restBulk,
  type RunningBulk,
  settleItem,
  type SettledItem,
  type WaitingItem,
  waitingItems,
} from './running.store.js';

export interface RunningParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly acts: BulkActs;
  readonly writer: AuditWriter;
  readonly log: Log;
}

/** Items before it lets others have a turn. */
const BATCH = 100;
const MINUTE_MS = 60_000;
/** Tries in a row of an item that comes to nothing because somebody keeps a lock: the rest does not wait for it for ever. */
const MOST_TRIES = 10;
/** Sooner than this nothing is looked at again, ms. */
const SHORTEST_WAIT_MS = 1_000;

/** What is to be written of an item instead of what was begun: another hub has it, or somebody has stopped it. */
class NotOursError extends Error {}

/**
 * Does what people have begun, item by item: each in one transaction with its own outcome, so that it is done once,
 * whoever dies or comes beside. A batch at a time, and no faster than the act allows.
 */
export class Running {
  constructor(private readonly parts: RunningParts) {}

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, acts, leases, clock } = this.parts;
    while (!signal.aborted) {
      const bulk = await claimBulk(database, acts.names(), leases.next(), clock.now());
      if (bulk === undefined) break;
      await this.goOn(bulk, signal);
    }
    await this.wakeAtNextDue();
  }

  private async goOn(bulk: RunningBulk, signal: AbortSignal): Promise<void> {
    const { database, clock, acts } = this.parts;
    let done = 0;
    for (const item of await untilWritten(() => waitingItems(database, bulk.id, BATCH))) {
      if (signal.aborted) break;
      if (!(await this.take(bulk, item, done === 0 ? bulk.failures : 0))) return;
      done += 1;
    }
    const now = clock.now();
    const dueAt = new Date(now.getTime() + (done / acts.get(bulk.act).perMinute) * MINUTE_MS);
    const standing = await untilWritten(() => restBulk(database, bulk, { now, dueAt }));
    if (standing?.state === 'done') this.tellDone(bulk, standing);
  }

  /** @returns whether its outcome is written; if not, nothing more of it is done now */
  private async take(bulk: RunningBulk, item: WaitingItem, failures: number): Promise<boolean> {
    try {
      await this.do(bulk, item);
      return true;
    } catch (error) {
      if (error instanceof NotOursError) return false;
      if (isDatabaseAway(error) && failures + 1 < MOST_TRIES) return this.later(bulk, error);
      return this.settleOtherwise(bulk, outcomeOf(item, error), error);
    }
  }

  private async do(bulk: RunningBulk, item: WaitingItem): Promise<void> {
    const { acts } = this.parts;
    const { id, asked, total, reason, actorId: by, actorKind: byKind } = bulk;
    const act = acts.get(bulk.act);
    await this.actedBy(bulk, act, item, async (sql) => {
      if (!(await holdBulk(sql, bulk))) throw new NotOursError();
      await act.do(sql, item, { id, asked, total, reason, by, byKind });
      const done = { ordinal: item.ordinal, state: 'done', why: null } as const;
      if (!(await settleItem(sql, bulk, done, this.times()))) throw new NotOursError();
    });
  }

  /** Whoever began it does each: the reason stands with its beginning. */
  private actedBy(
    bulk: RunningBulk,
    { audited: [act, kind] }: BulkAct,
    { target }: WaitingItem,
    work: (sql: Sql) => Promise<void>,
  ): Promise<void> {
    const { database, writer } = this.parts;
    const done = { act, subject: { kind, id: target } };
    return actingIn(new Acts(writer, actingOf(bulk), done), () => database.transaction(work));
  }

  private async settleOtherwise(bulk: RunningBulk, outcome: SettledItem, error: unknown): Promise<boolean> {
    if (!isRefusal(error)) this.tell(bulk, { level: 'error', outcome: 'item failed', error });
    return untilWritten(() =>
      this.parts.database.transaction(async (sql) => {
        if (!(await holdBulk(sql, bulk))) return false;
        // One that waits no longer is done: its commit was not answered.
        await settleItem(sql, bulk, outcome, this.times());
        return true;
      }),
    );
  }

  private async later(bulk: RunningBulk, error: unknown): Promise<false> {
    const { database, clock } = this.parts;
    this.tell(bulk, { level: 'warn', outcome: 'later', error });
    // Until it is let go nobody goes on with it: by then its lease may have most of a minute left.
    await untilWritten(() =>
      noteBulkFailure(database, bulk, {
        message: `waits: the database is away, or somebody keeps a lock (${kindOf(error)})`,
        dueAt: new Date(clock.now().getTime() + laterPauseMs(Math.random)),
      }),
    );
    return false;
  }

  private times() {
    const { clock, leases } = this.parts;
    return { now: clock.now(), leaseUntil: leases.until() };
  }

  private async wakeAtNextDue(): Promise<void> {
    const { database, acts, clock } = this.parts;
    const due = await nextBulkDue(database, acts.names());
    if (due === undefined) return;
    const runAt = new Date(Math.max(due.getTime(), clock.now().getTime() + SHORTEST_WAIT_MS));
    await enqueue(database, BULK_RUN, {}, { key: `${BULK_RUN.name}:next`, runAt });
  }

  private tellDone(bulk: RunningBulk, { done, failed, skipped }: BulkStanding): void {
    this.tell(bulk, { level: failed > 0 ? 'warn' : 'info', outcome: 'done', done, failed, skipped });
  }

  private tell(
    { id: bulkId, act }: RunningBulk,
    line: {
      readonly level: 'info' | 'warn' | 'error';
      readonly outcome: string;
      readonly [more: string]: unknown;
    },
  ): void {
    this.parts.log({ event: 'bulk', bulkId, act, ...line });
  }
}

const actingOf = ({ id, actorKind, actorId, startedBy }: RunningBulk): Acting => ({
  actor: { kind: actorKind as AuditActorKind, id: actorId, name: startedBy },
  address: null,
  client: null,
  bulkId: id,
});

const isSkipped = (error: unknown): error is ConflictError | NotFoundError =>
  error instanceof ConflictError || error instanceof NotFoundError;

const isRefusal = (error: unknown): error is ConflictError | NotFoundError | DomainError =>
  isSkipped(error) || error instanceof DomainError;

function outcomeOf({ ordinal }: WaitingItem, error: unknown): SettledItem {
  if (isRefusal(error)) return { ordinal, state: isSkipped(error) ? 'skipped' : 'failed', why: error.said };
  const code = isDatabaseAway(error) ? 'bulk_item_out_of_reach' : 'bulk_item_fault';
  return { ordinal, state: 'failed', why: refusal(code, { kind: kindOf(error) }) };
}
