import { audited } from '#audit/acts/audited.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { MoveKind } from '../dispatch-words.js';
import { moveOf } from '../plan/move-rule.js';
import { fulfilmentOf, makeMove, type Scene, type TillLeg, tillLegs } from '../plan/scene.js';
import { AskedCommands, type Asker, operatorOf } from './asked-commands.js';
import { refuseMove } from './move-refusals.js';

export interface MoveRequest {
  readonly kind: MoveKind;
  readonly orderId: string;
  /** The till's. */
  readonly accountId: string;
  /** Which of the order's legs there; null: the one that there is. */
  readonly legId: string | null;
}

/** Ships, completes or cancels an order at its till because somebody asks for it, whatever the account's switches. */
export class MoveRequestService {
  private readonly asked: AskedCommands;

  constructor(private readonly parts: DispatchParts) {
    this.asked = new AskedCommands(parts);
  }

  /**
   * One that waits, is held, was refused or withdrawn is sent now.
   * @param by the API key's id
   * @param reason of whoever asks, for the history
   * @returns the dispatch's id
   * @throws DomainError naming the field; ConflictError where the order is not to be moved like this
   */
  request(move: MoveRequest, by: string, reason: string | null = null): Promise<string> {
    return this.parts.database.transaction(async (sql) => {
      const id = await this.requestOn(sql, move, await operatorOf(sql, by, reason));
      await audited(sql, { subject: { kind: 'dispatch', id }, after: { ...move } });
      return id;
    });
  }

  /** The same in the caller's transaction, which holds the order's lock from here on. @throws as `request` */
  async requestOn(sql: Sql, { kind, orderId, accountId, legId }: MoveRequest, by: Asker): Promise<string> {
    const connector = await this.asked.connectorOfTill(accountId, 'moved');
    const scene = await this.asked.lockedScene(sql, orderId);
    const at = legAtTill(scene, accountId, legId);
    refuseMove(kind, by.cause, at, scene);
    const known = moveOf(kind, at, scene);
    if (known === undefined) return this.asked.make(sql, { ...makeMove(kind, at, by.cause), connector }, by);
    await this.asked.sendNow(sql, known.id, by, 'request');
    return known.id;
  }
}

/** @throws DomainError where the order is not there, or is there several times and nobody says which is meant */
function legAtTill(scene: Scene, accountId: string, legId: string | null): TillLeg {
  const there = tillLegs(scene).filter(({ leg }) => leg.accountId === accountId);
  if (there.length === 0) throw new DomainError(refusal('order_not_at_till'), 'accountId');
  if (legId !== null) {
    const named = there.find(({ leg }) => leg.id === legId);
    if (named === undefined) throw new DomainError(refusal('no_leg_at_till'), 'legId');
    return named;
  }
  const alive = there.filter(({ leg }) => fulfilmentOf(leg) !== 'cancelled');
  const [one, another] = alive.length > 0 ? alive : there;
  if (one === undefined || another !== undefined)
    throw new DomainError(refusal('order_several_times_at_till', { times: there.length }), 'legId');
  return one;
}
