import { NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { type Acted, ALL, holdBrakes, writeStart } from '../brake/brakes.store.js';
import type { Stopping } from '../brake/stopping.js';
import { eventId } from '../keep/event-ids.js';
import { addText } from './texts.store.js';

interface BrakesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly stopping: Stopping;
  readonly log: Log;
}

/** Stops automatic repairs for people, and starts them again: nobody else does that. Saying the same twice says it once. */
export class BrakesService {
  constructor(private readonly parts: BrakesParts) {}

  /** @param scope `all`, or an account's id @param by the id of the API key @throws NotFoundError */
  async stop(scope: string, reason: string, by: string): Promise<void> {
    const isNew = await this.parts.database.transaction(async (sql) => {
      const held = await this.hold(sql, scope);
      await audited(sql, { after: { stopped: true } });
      if (held.get(scope)?.stopped !== null) return false;
      const acted = await this.acted(sql, reason, by);
      await this.parts.stopping.stop(sql, held, scope, { reason: 'person', detail: {}, ...acted });
      return true;
    });
    if (isNew) this.tell(scope, 'stopped', by);
  }

  /** That of all starts no account that is stopped, and the other way about. @throws NotFoundError */
  async start(scope: string, reason: string, by: string): Promise<void> {
    const isNew = await this.parts.database.transaction(async (sql) => {
      const held = await this.hold(sql, scope);
      await audited(sql, { after: { stopped: false } });
      if (held.get(scope)?.stopped === null) return false;
      const acted = await this.acted(sql, reason, by);
      await writeStart(sql, scope, { ...acted, eventId: eventId(acted.at) });
      return true;
    });
    if (isNew) this.tell(scope, 'started', by);
  }

  private tell(scope: string, outcome: 'started' | 'stopped', actorId: string): void {
    this.parts.log({ event: 'brake', scope, outcome, actorId });
  }

  private async hold(sql: Sql, scope: string) {
    if (scope === ALL) return holdBrakes(sql, []);
    const { account } = this.parts.database.prisma;
    if ((await account.count({ where: { id: scope } })) === 0) throw new NotFoundError('account', scope);
    return holdBrakes(sql, [scope]);
  }

  private async acted(sql: Sql, reason: string, by: string): Promise<Acted> {
    const at = this.parts.clock.now();
    const textId = eventId(at);
    await addText(sql, textId, reason);
    return { at, textId, actor: await actorName(sql, by) };
  }
}
