import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import { giveUpAttempts, insertSteps } from '../claimed/attempts.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { DispatchState } from '../dispatch-words.js';
import { decide, type Decision, actorName, lockDispatch, type StoredDispatch } from './requests.store.js';
import { refuseWay } from './way-refusals.js';
import type { Stood, Verb } from './ways.js';

/** What a person said, as the history keeps it. */
export interface Said {
  /** `unlinked`: a person took the till's order out of this one. */
  readonly verb: Verb | 'unlinked';
  readonly orderNo?: string;
}

/** Reads commands that a person decides about, and writes down what was decided. */
export class Decisions {
  constructor(private readonly parts: DispatchParts) {}

  /**
   * As it is now; nobody else changes it until the transaction ends.
   * @param from as it stood when somebody decided so; null: whatever it was
   * @throws NotFoundError; ConflictError
   */
  async lock(sql: Sql, id: string, verb: Verb, from: DispatchState | null = null): Promise<StoredDispatch> {
    const dispatch = await lockDispatch(sql, id);
    if (dispatch === undefined) throw new NotFoundError('dispatch', id);
    if (from !== null && dispatch.state !== from)
      throw new ConflictError(refusal('dispatch_is_otherwise', { standing: dispatch.state }));
    this.refuse(verb, dispatch);
    return dispatch;
  }

  /** @throws ConflictError where that cannot be done now */
  refuse(verb: Verb, dispatch: StoredDispatch): void {
    refuseWay(verb, stoodOf(dispatch), this.parts.clock.now());
  }

  /** Whoever was at work on it has ended it, or lost it. @returns the name of whoever said so */
  nameOf(sql: Sql, by: string): Promise<string> {
    return actorName(sql, by);
  }

  async write(
    sql: Sql,
    { id, account_id: accountId, connector }: StoredDispatch,
    decision: Decision,
    { verb: outcome, orderNo }: Said,
    by: { readonly id: string; readonly name: string },
  ): Promise<void> {
    const { clock, chance, log } = this.parts;
    const now = clock.now();
    await giveUpAttempts(sql, [id], now);
    await decide(sql, id, decision, now);
    const step = {
      id: uuidV7(now, chance.bytes(10)),
      startedAt: now,
      dispatchId: id,
      step: 'resolve',
    } as const;
    const request = JSON.stringify({ outcome, ...(orderNo !== undefined && { orderNo }), by: by.name });
    const came = { outcome: decision.state, vendorCode: null, message: null };
    await insertSteps(sql, [{ ...step, request, ...came }], now);
    const whose = { dispatchId: id, accountId, connector, actorId: by.id };
    const { state } = decision;
    log({ event: 'dispatch', ...whose, step: 'resolve', outcome: state, ms: undefined, state });
  }
}

const stoodOf = ({ kind, state, error_code, over_at, resolved_by }: StoredDispatch): Stood => ({
  kind,
  state,
  errorCode: error_code,
  overAt: over_at,
  resolvedBy: resolved_by,
});
