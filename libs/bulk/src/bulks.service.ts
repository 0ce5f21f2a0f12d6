import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { DomainError } from '#domain/domain-error.js';
import { uuidV7 } from '#domain/ids.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { BulkActs } from './bulk-act.js';
import { BULK_RUN } from './bulk.tasks.js';
import { type BulkActor, MOST_ITEMS, PLAN_LASTS_MS } from './bulk.js';
import {
  insertItems,
  insertPlan,
  lockBulk,
  type LockedBulk,
  type NewBulk,
  writeCancel,
  writeStart,
} from './plans.store.js';

interface BulksParts {
  readonly database: Pick<Database, 'transaction'>;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly acts: BulkActs;
  readonly log: Log;
}

/** Plans what a person means to do with many things, begins it when that one has seen the plan, and stops it. */
export class BulksService {
  constructor(private readonly parts: BulksParts) {}

  /** What is meant is fixed from here on. @returns its id @throws DomainError `filter`, where more is meant than can be */
  async plan({ selection, ...wanted }: Omit<NewBulk, 'id'>, by: BulkActor): Promise<string> {
    const { database, clock, acts } = this.parts;
    const { most = MOST_ITEMS } = acts.get(wanted.act);
    const now = clock.now();
    const id = uuidV7(now, randomBytes(10));
    await database.transaction(async (sql) => {
      const expiresAt = new Date(now.getTime() + PLAN_LASTS_MS);
      await insertPlan(sql, { ...wanted, id }, by, { now, expiresAt });
      const total = await insertItems(sql, id, selection, most + 1);
      if (total > most) throw new DomainError(refusal('bulk_means_too_many', { most }), 'filter');
      await audited(sql, { subject: { kind: 'bulk', id }, after: { act: wanted.act, total } });
    });
    return id;
  }

  /** @throws NotFoundError, ConflictError where it cannot be begun any more, DomainError naming the field */
  async start(id: string, reason: string, by: BulkActor): Promise<void> {
    const { database, clock, instance, acts } = this.parts;
    const total = await database.transaction(async (sql) => {
      const bulk = await this.lock(sql, id);
      const now = clock.now();
      refuseStart(bulk, now);
      const { asked, total } = bulk;
      const act = acts.find(bulk.act);
      if (act === undefined) throw new ConflictError(refusal('bulk_act_unknown', { act: bulk.act }), 'id');
      await act.mayStart?.(sql, { id, asked, total, reason, by: by.id, byKind: by.kind });
      await writeStart(sql, id, { reason, by, now });
      await audited(sql, { after: { act: bulk.act, total } });
      await wakeUp(sql, BULK_RUN, instance.id);
      return total;
    });
    this.tell(id, { outcome: 'started', total, actorId: by.id });
  }

  /** What is done stays; the one in hand is done to its end. @throws NotFoundError, ConflictError where it has ended */
  async cancel(id: string, by: BulkActor): Promise<void> {
    const { database, clock } = this.parts;
    const done = await database.transaction(async (sql) => {
      const { state } = await this.lock(sql, id);
      if (state !== 'planned' && state !== 'running')
        throw new ConflictError(refusal('bulk_has_ended'), 'id');
      await audited(sql, { before: { state } });
      return writeCancel(sql, id, by, clock.now());
    });
    this.tell(id, { outcome: 'cancelled', done, actorId: by.id });
  }

  private async lock(sql: Sql, id: string): Promise<LockedBulk> {
    const bulk = await lockBulk(sql, id);
    if (bulk === undefined) throw new NotFoundError('bulk', id);
    return bulk;
  }

  private tell(bulkId: string, fields: Readonly<Record<string, string | number>>): void {
    this.parts.log({ event: 'bulk', level: 'info', bulkId, ...fields });
  }
}

/** @throws ConflictError */
function refuseStart({ state, expiresAt, total }: LockedBulk, now: Date): void {
  if (state === 'running') throw new ConflictError(refusal('bulk_begun'), 'id');
  if (state !== 'planned') throw new ConflictError(refusal('bulk_has_ended'), 'id');
  if (expiresAt <= now) throw new ConflictError(refusal('bulk_plan_expired'), 'id');
  if (total === 0) throw new ConflictError(refusal('bulk_means_nothing'), 'id');
}
