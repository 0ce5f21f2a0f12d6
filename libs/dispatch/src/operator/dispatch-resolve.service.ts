import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { uuidV7 } from '#domain/ids.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lockOrderRows, readOrderFacts } from '#ledger/order-facts.query.js';
import { giveUpAttempts, insertSteps } from '../claimed/attempts.store.js';
import { receiptOf } from '../claimed/step-result.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { withoutSimilar } from '../dispatch-detail.js';
import { planAgain } from './look-again.js';
import { AT_A_TILL, notWanted, placeStanding } from '../plan/place-rule.js';
import {
  decide,
  type Decision,
  findDispatch,
  keyName,
  legOfTillNumber,
  lockDispatch,
  type StoredDispatch,
} from './requests.store.js';
import { isAtATill } from '../plan/scene.js';

/** What a person found out at the till. */
export interface Resolution {
  readonly outcome: 'placed' | 'absent';
  /** The order's number at the till; with `placed`. */
  readonly orderNo?: string | undefined;
}

const LONGEST_NUMBER = 64;

/** Lets a person say what the till does not: whether an order is there. */
export class DispatchResolveService {
  constructor(private readonly parts: DispatchParts) {}

  /**
   * @param by the API key's id
   * @throws NotFoundError; DomainError naming the field; ConflictError when there is nothing to resolve, or
   * the attempt may still be under way
   */
  async resolve(id: string, resolution: Resolution, by: string): Promise<void> {
    const { database } = this.parts;
    const found = await findDispatch(database, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    this.refuseResolved(found);
    if (resolution.outcome === 'absent') {
      await database.transaction((sql) => this.absent(sql, found, by));
      return;
    }
    const orderNo = numberOf(resolution);
    const active = await this.parts.accounts.byId(found.account_id);
    if (active === undefined) throw new ConflictError('the account cannot be used');
    await database.transaction((sql) => this.placed(sql, found, orderNo, active, by));
  }

  /** The ledger first, as everybody who settles; what is refused afterwards is rolled back with it. */
  private async placed(
    sql: Sql,
    found: StoredDispatch,
    orderNo: string,
    active: ActiveAccount,
    by: string,
  ): Promise<void> {
    const { id, account_id, order_id, marker } = found;
    const other = await legOfTillNumber(sql, account_id, orderNo);
    if (other !== undefined && other.order_id !== order_id)
      throw new ConflictError(`is another order’s number at the till: ${other.order_id}`, 'orderNo');
    if (other?.marker != null && other.marker !== marker)
      throw new ConflictError('is the number of another placing of this order at the till', 'orderNo');
    await this.parts.ledger.linkReceipts(sql, [receiptOf(found, active, orderNo)]);
    await planAgain(sql, this.parts, [order_id]);
    await this.locked(sql, id);
    const name = await keyName(sql, by);
    const decision = { state: 'done', vendorNo: orderNo, shown: null, detail: null, by: name } as const;
    await this.write(sql, found, decision, { outcome: 'placed', orderNo, by: name }, by);
  }

  private async absent(sql: Sql, { id, order_id }: StoredDispatch, by: string): Promise<void> {
    await lockOrderRows(sql, [order_id]);
    await planAgain(sql, this.parts, [order_id]);
    const [order] = await readOrderFacts(sql, [order_id]);
    const dispatch = await this.locked(sql, id);
    const name = await keyName(sql, by);
    const leg = order?.legs.find((one) => one.id === dispatch.leg_id);
    const standing = leg === undefined ? 'unpaid' : placeStanding(leg.folded);
    const why = standing === 'wanted' ? AT_A_TILL : notWanted(standing);
    const isWanted = standing === 'wanted' && order !== undefined && !isAtATill(order);
    const decision: Decision = isWanted
      ? {
          state: 'waiting',
          cause: 'operator',
          shown: null,
          detail: withoutSimilar(dispatch.detail),
          by: null,
        }
      : { state: 'withdrawn', shown: why, detail: null, by: name };
    await this.write(sql, dispatch, decision, { outcome: 'absent', by: name }, by);
    if (isWanted) await wakeUp(sql, DISPATCH_SEND, this.parts.instance.id);
  }

  private async write(
    sql: Sql,
    { id, account_id: accountId, connector }: StoredDispatch,
    decision: Decision,
    said: object,
    by: string,
  ): Promise<void> {
    const { clock, chance, log } = this.parts;
    const now = clock.now();
    await decide(sql, id, decision, now);
    await giveUpAttempts(sql, [id], now);
    const step = {
      id: uuidV7(now, chance.bytes(10)),
      startedAt: now,
      dispatchId: id,
      step: 'resolve',
    } as const;
    const outcome = { outcome: decision.state, vendorCode: null, message: null };
    await insertSteps(sql, [{ ...step, request: JSON.stringify(said), ...outcome }], now);
    log({
      event: 'dispatch',
      dispatchId: id,
      accountId,
      connector,
      step: 'resolve',
      apiKeyId: by,
      outcome: decision.state,
      ms: undefined,
      state: decision.state,
    });
  }

  private async locked(sql: Sql, id: string): Promise<StoredDispatch> {
    const dispatch = await lockDispatch(sql, id);
    if (dispatch === undefined) throw new NotFoundError('dispatch', id);
    this.refuseResolved(dispatch);
    return dispatch;
  }

  private refuseResolved({ kind, state, error_code, write_before }: StoredDispatch): void {
    if (kind !== 'place')
      throw new ConflictError('only an order that was placed can be resolved by a person');
    const isOpen = state === 'unknown' || (state === 'held' && error_code === 'maybe_placed');
    if (!isOpen) throw new ConflictError(`the dispatch is ${state}: there is nothing to resolve`);
    const { clock, settings } = this.parts;
    const over = new Date((write_before?.getTime() ?? 0) + settings.attemptDeadlineMs);
    if (state === 'unknown' && over > clock.now())
      throw new ConflictError(
        `the attempt may be under way until ${over.toISOString()}: resolve it after that`,
      );
  }
}

function numberOf({ orderNo }: Resolution): string {
  const text = orderNo?.trim() ?? '';
  if (text === '') throw new DomainError('name the order’s number at the till', 'orderNo');
  if (text.length > LONGEST_NUMBER) throw new DomainError('is longer than any order’s number', 'orderNo');
  return text;
}
