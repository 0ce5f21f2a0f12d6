import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import { eraseAuditedText } from '#audit/acts/reason-erasing.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import { addAlarmText, eraseAlarmText, lockAlarm, writeAcknowledged } from './acknowledging.store.js';

/** Takes that a person sees to an alarm, once: who says it second changes nothing. */
export class AcknowledgingService {
  constructor(
    private readonly database: Pick<Database, 'transaction' | 'rows'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param by the name of the API key
   * @throws NotFoundError, ConflictError where it has ended
   */
  async acknowledge(id: string, note: string | null, by: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const state = await lockAlarm(sql, id);
      if (state === undefined) throw new NotFoundError('alarm', id);
      if (state === 'ended') throw new ConflictError(refusal('alarm_has_ended'), 'id');
      if (state === 'acknowledged') return;
      const at = this.clock.now();
      const textId = note === null ? null : uuidV7(at, randomBytes(10));
      if (note !== null && textId !== null) await addAlarmText(sql, textId, note);
      await writeAcknowledged(sql, { id, by, at, textId });
      await audited(sql, { reason: note });
    });
  }

  /** @throws NotFoundError */
  async eraseText(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const text = await eraseAlarmText(sql, id);
      if (text === undefined) throw new NotFoundError('text', id);
      await eraseAuditedText(sql, text);
      await audited(sql, {});
    });
  }
}
