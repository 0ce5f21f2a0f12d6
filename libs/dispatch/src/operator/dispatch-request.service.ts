import { NotFoundError } from '#accounts/account-errors.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid, uuidV7 } from '#domain/ids.js';
import { newMarker } from '#domain/marker.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lockOrderRows } from '#ledger/order-facts.query.js';
import { insertSteps } from '../claimed/attempts.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { lasting } from '../dispatch-detail.js';
import { DISPATCH_SEND } from '../dispatch.tasks.js';
import { insertDispatches, turnDispatches } from '../plan/dispatches.store.js';
import { isIdle, nextGeneration, placesInForce, THROUGH_ANOTHER } from '../plan/place-rule.js';
import { planAgain } from './look-again.js';
import { Decisions } from './decisions.js';
import { refuseLive, refuseUnplaceable } from './place-refusals.js';
import { decide, findDispatch, keyName, lockDispatch, type StoredDispatch } from './requests.store.js';
import { type KnownDispatch, type Scene, storefrontLeg, turn } from '../plan/scene.js';
import { Scenes } from '../plan/scenes.js';

export interface PlaceRequest {
  readonly orderId: string;
  readonly accountId: string;
}

interface NewPlace {
  readonly accountId: string;
  readonly connector: string;
  readonly legId: string;
  readonly storeId: string | null;
  readonly generation: number;
}

const MARKER_BYTES = 64;

/** Sends what a person asks for, whatever its age and the account's switches. */
export class DispatchRequestService {
  private readonly scenes: Scenes;
  private readonly decisions: Decisions;

  constructor(private readonly parts: DispatchParts) {
    this.scenes = new Scenes(parts);
    this.decisions = new Decisions(parts);
  }

  /**
   * Places an order at a till of its store. One that waits or is held is sent now.
   * @param by the API key's id
   * @returns the dispatch's id
   * @throws DomainError naming the field; ConflictError when the order is not to be placed, or may be booked
   */
  async request({ orderId, accountId }: PlaceRequest, by: string): Promise<string> {
    const connector = await this.connectorOfTill(accountId);
    return this.parts.database.transaction(async (sql) => {
      const scene = await this.lockedScene(sql, orderId);
      const leg = storefrontLeg(scene.order);
      if (leg === undefined) throw new DomainError('no storefront has told of this order', 'orderId');
      refuseUnplaceable(scene, leg.id);
      if (scene.tills.get(accountId)?.boundSince.has(leg.storeId ?? '') !== true)
        throw new DomainError('this account is not bound to the order’s store', 'accountId');
      const places = scene.dispatches.filter(({ kind }) => kind === 'place');
      const inForce = placesInForce(places, scene);
      const own = inForce.findLast((place) => place.accountId === accountId && place.legId === leg.id);
      const others = inForce.filter((place) => place !== own);
      refuseLive(others.filter(({ state }) => state !== 'held'));
      refuseLive([...others, ...(own === undefined ? [] : [own])].filter((place) => !isIdle(place)));
      await this.withdrawHeld(sql, others);
      if (own === undefined) {
        const generation = nextGeneration(leg.id, places);
        return this.make(sql, { accountId, connector, legId: leg.id, storeId: leg.storeId, generation }, by);
      }
      await this.sendNow(sql, await locked(sql, own.id), by, 'request');
      return own.id;
    });
  }

  /** A person has chosen another till. */
  private async withdrawHeld(sql: Sql, places: readonly KnownDispatch[]): Promise<void> {
    const held = places.filter(({ state }) => state === 'held');
    const turns = held.map((place) => turn(place, 'withdrawn', THROUGH_ANOTHER));
    await turnDispatches(sql, turns, this.parts.clock.now());
  }

  /**
   * Sends one now that is held, failed or withdrawn.
   * @throws NotFoundError; ConflictError when it is none of them, or its order is not to be placed any more
   */
  async release(id: string, by: string): Promise<void> {
    const found = await findDispatch(this.parts.database, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    await this.parts.database.transaction(async (sql) => {
      const scene = await this.lockedScene(sql, found.order_id);
      const dispatch = await this.decisions.lock(sql, id, 'release');
      if (dispatch.kind === 'place') {
        refuseUnplaceable(scene, dispatch.leg_id);
        const places = scene.dispatches.filter((one) => one.kind === 'place');
        refuseLive(placesInForce(places, scene).filter((one) => one.id !== id));
      }
      await this.sendNow(sql, dispatch, by, 'release');
    });
  }

  private async make(
    sql: Sql,
    { accountId, connector, legId, storeId, generation }: NewPlace,
    by: string,
  ): Promise<string> {
    const { clock, chance, ledger } = this.parts;
    const now = clock.now();
    const id = uuidV7(now, chance.bytes(10));
    const marker = newMarker(chance.bytes(MARKER_BYTES));
    const row = {
      id,
      account_id: accountId,
      kind: 'place',
      leg_id: legId,
      generation,
      store_id: storeId,
      marker,
    };
    const asked = {
      vendor_no: null,
      cause: 'operator',
      state: 'waiting',
      error_code: null,
      error_message: null,
    };
    await insertDispatches(sql, [{ ...row, ...asked }], now);
    await ledger.mark(sql, [{ accountId, marker, legId }]);
    await this.note(sql, { id, account_id: accountId, connector }, 'request', by);
    await wakeUp(sql, DISPATCH_SEND, this.parts.instance.id);
    return id;
  }

  private async sendNow(
    sql: Sql,
    dispatch: StoredDispatch,
    by: string,
    step: 'request' | 'release',
  ): Promise<void> {
    const asked = {
      state: 'waiting',
      cause: 'operator',
      shown: null,
      detail: lasting(dispatch.detail),
      by: null,
    } as const;
    await decide(sql, dispatch.id, asked, this.parts.clock.now());
    await this.note(sql, dispatch, step, by);
    await wakeUp(sql, DISPATCH_SEND, this.parts.instance.id);
  }

  private async note(
    sql: Sql,
    {
      id: dispatchId,
      account_id: accountId,
      connector,
    }: Pick<StoredDispatch, 'id' | 'account_id' | 'connector'>,
    step: 'request' | 'release',
    by: string,
  ): Promise<void> {
    const { clock, chance, log } = this.parts;
    const startedAt = clock.now();
    const id = uuidV7(startedAt, chance.bytes(10));
    const request = JSON.stringify({ by: await keyName(sql, by) });
    const outcome = { outcome: 'waiting', vendorCode: null, message: null };
    await insertSteps(sql, [{ id, startedAt, dispatchId, step, request, ...outcome }], startedAt);
    const whose = { dispatchId, accountId, connector, apiKeyId: by };
    log({ event: 'dispatch', ...whose, step, outcome: 'waiting', ms: undefined, state: 'waiting' });
  }

  private async lockedScene(sql: Sql, orderId: string): Promise<Scene> {
    if (!isUuid(orderId)) throw NO_ORDER;
    await lockOrderRows(sql, [orderId]);
    const [scene] = await this.scenes.read(sql, [orderId]);
    if (scene === undefined) throw NO_ORDER;
    await planAgain(sql, this.parts, [orderId]);
    return scene;
  }

  /** @throws DomainError where no orders can be placed */
  private async connectorOfTill(accountId: string): Promise<string> {
    const active = await this.parts.accounts.byId(accountId);
    if (active === undefined) throw new DomainError('there is no such account', 'accountId');
    if (active.connector.orderSink === undefined)
      throw new DomainError('no orders can be placed at this account', 'accountId');
    return active.connector.id;
  }
}

const NO_ORDER = new DomainError('there is no such order', 'orderId');

async function locked(sql: Sql, id: string): Promise<StoredDispatch> {
  const dispatch = await lockDispatch(sql, id);
  if (dispatch === undefined) throw new NotFoundError('dispatch', id);
  return dispatch;
}
