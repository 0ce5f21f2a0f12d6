import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import { eraseAuditedText } from '#audit/acts/reason-erasing.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import type { Clock } from '#domain/clock.js';
import { refusal } from '#domain/refusal.js';
import type { Linked, LinkingService, LinkSaid } from './linking.service.js';
import { decideSuggestion, eraseSaid, type HeldSuggestion, lockSuggestion } from './suggestions.store.js';

const DECIDED = {
  linked: refusal('suggestion_linked'),
  dismissed: refusal('suggestion_dismissed'),
  gone: refusal('suggestion_gone'),
} as const;

/** What people say of suggested links. Two who say so at once have said it once; the second is told. */
export class SuggestionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly linking: Pick<LinkingService, 'linkOn'>,
  ) {}

  /** @throws NotFoundError; ConflictError where it is decided, or only `force` links the two */
  accept(id: string, said: LinkSaid): Promise<Linked> {
    return this.database.transaction(async (sql) => {
      const { legId, orderId } = await this.held(sql, id, said);
      const linked = await this.linking.linkOn(sql, { orderId, of: { legId } }, said);
      await this.decide(sql, id, 'linked', said);
      return linked;
    });
  }

  /** They are not one order: the pair is not suggested again. @throws as `accept` */
  dismiss(id: string, said: Omit<LinkSaid, 'force'>): Promise<void> {
    return this.database.transaction(async (sql) => {
      await this.held(sql, id, said);
      await this.decide(sql, id, 'dismissed', said);
    });
  }

  /** What a person wrote of it is gone, here: of a link that was made, its act has it too. @throws NotFoundError */
  async erase(id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const text = await eraseSaid(sql, id);
      if (text === undefined) throw new NotFoundError('text', id);
      await eraseAuditedText(sql, text);
      await audited(sql, {});
    });
  }

  private async held(sql: Sql, id: string, { stores }: Pick<LinkSaid, 'stores'>): Promise<HeldSuggestion> {
    const found = await lockSuggestion(sql, id, stores);
    if (found === undefined) throw new NotFoundError('suggestion', id);
    if (found.state !== 'open') throw new ConflictError(DECIDED[found.state]);
    return found;
  }

  private async decide(
    sql: Sql,
    id: string,
    state: 'linked' | 'dismissed',
    { by, reason }: Pick<LinkSaid, 'by' | 'reason'>,
  ): Promise<void> {
    await decideSuggestion(sql, id, { state, by: await actorName(sql, by), reason }, this.clock.now());
  }
}
