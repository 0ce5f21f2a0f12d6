import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import { eraseAuditedText } from '#audit/acts/reason-erasing.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { actorName } from '#dispatch/operator/requests.store.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import { type Decision, STATE_OF, verdictOf } from '../keep/decision-rule.js';
import { eventId } from '../keep/event-ids.js';
import { addEvents, type DiscrepancyEvent } from '../keep/discrepancy-events.store.js';
import { holdIncidentsOf } from '../keep/incidents.store.js';
import { endWaitingRepairs } from '../keep/waiting-repairs.store.js';
import {
  lockDiscrepancies,
  type LockedDiscrepancy,
  writeAssignee,
  writeJudgement,
} from './decisions.store.js';
import { GONE, type RefusedOne, refusedOne } from './refused-one.js';
import { addText, eraseText } from './texts.store.js';

/** What a person says of discrepancies. */
export interface Said {
  readonly decision: Decision;
  /** Of `assign`; null: nobody. */
  readonly assignee: string | null;
  readonly reason: string | null;
  /** The id of the API key. */
  readonly by: string;
  /** Of which stores discrepancies are there for it. */
  readonly stores?: StoreScope | undefined;
}

/** What came of a decision about many. */
export interface Outcome {
  readonly decided: readonly string[];
  /** So already. */
  readonly unchanged: readonly string[];
  readonly refused: readonly RefusedOne[];
}

type Happened = Pick<DiscrepancyEvent, 'kind' | 'detail'> & {
  readonly text: string | null;
  readonly by: string;
};

const KINDS = { dismiss: 'dismissed', accept: 'accepted', reopen: 'reopened', assign: 'assigned' } as const;

/** Takes what people decide and write, once each: two who say the same at once have said it once. */
export class DecisionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFoundError, ConflictError where it is closed, or decided otherwise */
  async decide(id: string, said: Said): Promise<void> {
    refuseRefused(id, await this.decideMany([id], said));
  }

  /** All in one transaction, in as many statements as for one. */
  decideMany(ids: readonly string[], said: Said): Promise<Outcome> {
    return this.database.transaction(async (sql) => {
      const outcome = await this.decideManyOn(sql, ids, said);
      const { decision, assignee } = said;
      await audited(sql, { after: { decision, assignee, decided: outcome.decided } });
      return outcome;
    });
  }

  /** The same in the caller's transaction. */
  async decideManyOn(sql: Sql, ids: readonly string[], said: Said): Promise<Outcome> {
    const outcome = judged(ids, await lockDiscrepancies(sql, ids, said.stores), said);
    await this.write(sql, outcome.decided, said);
    return outcome;
  }

  /** As `decide`, in the caller's transaction. @throws as it; ConflictError where it is so already */
  async decideOn(sql: Sql, id: string, said: Said): Promise<void> {
    const outcome = await this.decideManyOn(sql, [id], said);
    refuseRefused(id, outcome);
    if (outcome.unchanged.length > 0) throw new ConflictError(refusal('decided_so_already'));
  }

  /** @throws NotFoundError */
  async comment(id: string, text: string, by: string, stores: StoreScope = null): Promise<void> {
    await this.database.transaction(async (sql) => {
      if ((await lockDiscrepancies(sql, [id], stores)).length === 0)
        throw new NotFoundError('discrepancy', id);
      await this.tell(sql, [id], { kind: 'commented', detail: null, text, by }, this.clock.now());
    });
  }

  /** What a person wrote is gone, of all that it was written about; that it was written stays. @throws NotFoundError */
  async erase(textId: string, by: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const erasedText = await eraseText(sql, textId);
      if (erasedText === undefined) throw new NotFoundError('text', textId);
      await eraseAuditedText(sql, erasedText.text);
      const erased = { kind: 'text_erased', detail: { textId }, text: null, by } as const;
      await this.tell(sql, erasedText.ofDiscrepancies, erased, this.clock.now());
      await audited(sql, {});
    });
  }

  private async write(sql: Sql, ids: readonly string[], said: Said): Promise<void> {
    if (ids.length === 0) return;
    const { decision, assignee, reason, by } = said;
    const now = this.clock.now();
    if (decision === 'reopen') await holdIncidentsOf(sql, ids);
    if (decision === 'assign') await writeAssignee(sql, ids, assignee, now);
    else await writeJudgement(sql, ids, decision, now);
    const detail = decision === 'assign' ? { assignee } : null;
    await this.tell(sql, ids, { kind: KINDS[decision], detail, text: reason, by }, now);
    const why = decision === 'dismiss' || decision === 'accept' ? STATE_OF[decision] : null;
    if (why !== null)
      await endWaitingRepairs(
        sql,
        ids.map((id) => ({ id, why })),
        now,
      );
  }

  private async tell(sql: Sql, ids: readonly string[], happened: Happened, now: Date): Promise<void> {
    const { kind, detail, text, by } = happened;
    const textId = text === null ? null : this.newId(now);
    if (text !== null && textId !== null) await addText(sql, textId, text);
    const actor = await actorName(sql, by);
    const events = ids.map((discrepancyId) => ({
      id: eventId(now),
      ...{ discrepancyId, kind, detail, actor, textId },
    }));
    await addEvents(sql, events, now);
  }

  private newId(now: Date): string {
    return uuidV7(now, randomBytes(10));
  }
}

/** @throws NotFoundError, ConflictError */
function refuseRefused(id: string, { refused: [one] }: Outcome): void {
  if (one === undefined) return;
  throw one.code === GONE.code
    ? new NotFoundError('discrepancy', id)
    : new ConflictError({ ...one, message: one.why });
}

function judged(ids: readonly string[], locked: readonly LockedDiscrepancy[], said: Said): Outcome {
  const byId = new Map(locked.map((one) => [one.id, one]));
  const verdicts = [...new Set(ids)].map((id) => {
    const one = byId.get(id);
    return {
      id,
      ...(one === undefined
        ? ({ kind: 'refused', why: GONE } as const)
        : verdictOf(one, said.decision, said.assignee)),
    };
  });
  const ofKind = (kind: string): string[] => verdicts.filter((one) => one.kind === kind).map(({ id }) => id);
  return {
    decided: ofKind('write'),
    unchanged: ofKind('unchanged'),
    refused: verdicts.flatMap((one) => (one.kind === 'refused' ? [refusedOne(one.id, one.why)] : [])),
  };
}
