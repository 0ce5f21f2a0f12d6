import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { refusal } from '#domain/refusal.js';
import { eventId } from '../keep/event-ids.js';
import { tellRepairs } from '../mend/repair-events.js';
import { tellSaid } from '../mend/repair-log.js';
import { writeEnd } from '../mend/repair-steps.store.js';
import { findMended, lockMended, lockRepair } from '../mend/repairs.store.js';
import { addText } from './texts.store.js';

/** Takes away repairs that a person does not want, as long as they are not begun. */
export class UnwantedRepairs {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One that a person has dismissed already stays so. @throws NotFoundError; ConflictError where it has begun, or ended */
  async dismiss(id: string, reason: string, by: string): Promise<void> {
    const isNew = await this.database.transaction(async (sql) => {
      const found = await findMended(sql, id);
      if (found === undefined) throw new NotFoundError('repair', id);
      await lockMended(sql, found.id);
      return this.take(sql, id, reason, by);
    });
    const { database, log } = this;
    await tellSaid({ database, log }, isNew ? [id] : [], { outcome: 'dismissed', by });
  }

  /** @returns whether that was not said before */
  private async take(sql: Sql, id: string, reason: string, by: string): Promise<boolean> {
    const repair = await lockRepair(sql, id);
    if (repair === undefined) throw new NotFoundError('repair', id);
    if (repair.state === 'dismissed' && repair.why === 'by_person') return false;
    if (repair.begunAt !== null)
      throw new ConflictError(refusal('repair_begun', { repairState: repair.state }));
    if (repair.endedAt !== null) throw new ConflictError(refusal('repair_ended'));
    const now = this.clock.now();
    const [textId, actor] = [eventId(now), await actorName(sql, by)];
    await addText(sql, textId, reason);
    await writeEnd(sql, [id], 'dismissed', { why: 'by_person' }, now);
    const detail = { why: 'by_person' };
    await tellRepairs(sql, [repair], { kind: 'repair_dismissed', detail, actor, textId }, now);
    return true;
  }
}
