import { NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lockOrderRows, readOrderFacts } from '#ledger/order-facts.query.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { withoutSimilar } from '../dispatch-detail.js';
import { type DispatchState, TAKEN_BACK } from '../dispatch-words.js';
import { Decisions } from './decisions.js';
import { planAgain } from './look-again.js';
import { AT_A_TILL, notWanted, placeStanding } from '../plan/place-rule.js';
import { PlacedByHand } from './placed-by-hand.js';
import { type Decision, findDispatch, type StoredDispatch } from './requests.store.js';
import { isAtATill } from '../plan/scene.js';
import { toldNumber } from './told-numbers.js';

/** What a person found out at the till, or decided. */
export interface Resolution {
  readonly outcome: 'placed' | 'absent' | 'withdrawn' | 'reached';
  /** The order’s number at the till; with `placed`. */
  readonly orderNo?: string | undefined;
  /** With `placed`: the number is believed where the till cannot be asked. */
  readonly force?: boolean | undefined;
}

/** What is said without a question to the till. */
type Said = Exclude<Resolution['outcome'], 'placed'>;

/** Lets a person say what the till does not, and end what waits: which of it, `ways.ts` has in a table. */
export class DispatchResolveService {
  private readonly decisions: Decisions;
  private readonly byHand: PlacedByHand;

  constructor(private readonly parts: DispatchParts) {
    this.decisions = new Decisions(parts);
    this.byHand = new PlacedByHand(parts, this.decisions);
  }

  /**
   * @param by the id of who says it @param stores of whom: no number of another store's order is taken
   * @throws NotFoundError; DomainError naming the field; ConflictError where that cannot be said now: it says what can be
   */
  async resolve(id: string, resolution: Resolution, by: string, stores: StoreScope = null): Promise<void> {
    const { database } = this.parts;
    const found = await findDispatch(database, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    const { outcome } = resolution;
    this.decisions.refuse(outcome, found);
    if (outcome === 'placed') return this.byHand.say(found, toldNumber(resolution), { id: by, stores });
    await database.transaction((sql) => this.decide(sql, found, outcome, by));
  }

  /**
   * What the till need not be asked for, in the caller's transaction.
   * @param from as it stood when somebody decided so
   * @throws as `resolve`; ConflictError where it stands otherwise by now
   */
  async resolveOn(
    sql: Sql,
    id: string,
    outcome: Said,
    by: string,
    from: DispatchState | null,
  ): Promise<void> {
    const found = await findDispatch(sql, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    await this.decide(sql, found, outcome, by, from);
  }

  /** Takes back that an order is at the till under a number. @throws as `resolve` */
  undo(id: string, by: string): Promise<void> {
    return this.byHand.undo(id, by);
  }

  private async decide(
    sql: Sql,
    { id, order_id }: StoredDispatch,
    verb: Said,
    by: string,
    from: DispatchState | null = null,
  ): Promise<void> {
    await lockOrderRows(sql, [order_id]);
    await planAgain(sql, this.parts, [order_id]);
    const dispatch = await this.decisions.lock(sql, id, verb, from);
    const name = await this.decisions.nameOf(sql, by);
    const decision = await this.decisionOf(sql, dispatch, verb, name);
    await this.decisions.write(sql, dispatch, decision, { verb }, { id: by, name });
    if (decision.state === 'waiting') await wakeUp(sql, DISPATCH_SEND, this.parts.instance.id);
  }

  private async decisionOf(sql: Sql, dispatch: StoredDispatch, verb: Said, name: string): Promise<Decision> {
    if (verb === 'withdrawn') return { state: 'withdrawn', shown: TAKEN_BACK, detail: null, by: name };
    if (verb === 'reached') return { state: 'done', shown: null, detail: null, by: name };
    // A move goes again only if it is still wanted: that is looked at when it is sent.
    if (dispatch.kind !== 'place') return { state: 'waiting', shown: null, detail: null, by: null };
    return this.absent(sql, dispatch, name);
  }

  private async absent(
    sql: Sql,
    { leg_id, order_id, detail }: StoredDispatch,
    by: string,
  ): Promise<Decision> {
    const [order] = await readOrderFacts(sql, [order_id]);
    const leg = order?.legs.find((one) => one.id === leg_id);
    const standing = leg === undefined ? 'unpaid' : placeStanding(leg.folded);
    if (standing !== 'wanted') return { state: 'withdrawn', shown: notWanted(standing), detail: null, by };
    if (order === undefined || isAtATill(order))
      return { state: 'withdrawn', shown: AT_A_TILL, detail: null, by };
    return { state: 'waiting', cause: 'operator', shown: null, detail: withoutSimilar(detail), by: null };
  }
}
