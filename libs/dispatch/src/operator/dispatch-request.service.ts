import { NotFoundError } from '#accounts/account-errors.js';
import { audited } from '#audit/acts/audited.js';
import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { DispatchParts } from '../dispatch-parts.js';
import type { DispatchState } from '../dispatch-words.js';
import { turnDispatches } from '../plan/dispatches.store.js';
import { isIdle, nextGeneration, placesInForce, THROUGH_ANOTHER } from '../plan/place-rule.js';
import { type KnownDispatch, storefrontLeg, turn } from '../plan/scene.js';
import { AskedCommands, type Asker, operatorOf } from './asked-commands.js';
import { Decisions } from './decisions.js';
import { refuseLive, refuseUnplaceable } from './place-refusals.js';
import { findDispatch } from './requests.store.js';

export interface PlaceRequest {
  readonly orderId: string;
  readonly accountId: string;
}

export interface Releasing {
  /** The API key's id. */
  readonly by: string;
  /** Of whoever asks, for the history. */
  readonly reason?: string | null;
  /** As it stood when somebody decided so; null: whatever it was. */
  readonly from?: DispatchState | null;
}

/** Sends what a person asks for, whatever its age and the account's switches. */
export class DispatchRequestService {
  private readonly asked: AskedCommands;
  private readonly decisions: Decisions;

  constructor(private readonly parts: DispatchParts) {
    this.asked = new AskedCommands(parts);
    this.decisions = new Decisions(parts);
  }

  /**
   * Places an order at a till of its store. One that waits or is held is sent now.
   * @param by the API key's id
   * @param reason of whoever asks, for the history
   * @returns the dispatch's id
   * @throws DomainError naming the field; ConflictError when the order is not to be placed, or may be booked
   */
  request(place: PlaceRequest, by: string, reason: string | null = null): Promise<string> {
    return this.parts.database.transaction(async (sql) => {
      const id = await this.requestOn(sql, place, await operatorOf(sql, by, reason));
      await audited(sql, { subject: { kind: 'dispatch', id }, after: { kind: 'place', ...place } });
      return id;
    });
  }

  /** The same in the caller's transaction, which holds the order's lock from here on. @throws as `request` */
  async requestOn(sql: Sql, { orderId, accountId }: PlaceRequest, by: Asker): Promise<string> {
    const connector = await this.asked.connectorOfTill(accountId, 'placed');
    const scene = await this.asked.lockedScene(sql, orderId);
    const leg = storefrontLeg(scene.order);
    if (leg === undefined) throw new DomainError(refusal('no_storefront_order'), 'orderId');
    refuseUnplaceable(scene, leg.id);
    if (scene.tills.get(accountId)?.boundSince.has(leg.storeId ?? '') !== true)
      throw new DomainError(refusal('not_bound_to_store'), 'accountId');
    const places = scene.dispatches.filter(({ kind }) => kind === 'place');
    const inForce = placesInForce(places, scene);
    const own = inForce.findLast((place) => place.accountId === accountId && place.legId === leg.id);
    const others = inForce.filter((place) => place !== own);
    refuseLive(others.filter(({ state }) => state !== 'held'));
    refuseLive([...others, ...(own === undefined ? [] : [own])].filter((place) => !isIdle(place)));
    await this.withdrawHeld(sql, others);
    if (own !== undefined) {
      await this.asked.sendNow(sql, own.id, by, 'request');
      return own.id;
    }
    const generation = nextGeneration(leg.id, places);
    const place = { kind: 'place', accountId, legId: leg.id, storeId: leg.storeId, vendorNo: null } as const;
    return this.asked.make(sql, { ...place, generation, connector }, by);
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
  release(id: string, by: string): Promise<void> {
    return this.parts.database.transaction((sql) => this.releaseOn(sql, id, { by }));
  }

  /** The same in the caller's transaction. @throws as `release`; ConflictError where it stands otherwise by now */
  async releaseOn(sql: Sql, id: string, { by, reason = null, from = null }: Releasing): Promise<void> {
    const found = await findDispatch(sql, id);
    if (found === undefined) throw new NotFoundError('dispatch', id);
    const scene = await this.asked.lockedScene(sql, found.order_id);
    const dispatch = await this.decisions.lock(sql, id, 'release', from);
    if (dispatch.kind === 'place') {
      refuseUnplaceable(scene, dispatch.leg_id);
      const places = scene.dispatches.filter((one) => one.kind === 'place');
      refuseLive(placesInForce(places, scene).filter((one) => one.id !== id));
    }
    await this.asked.sendNow(sql, id, await operatorOf(sql, by, reason), 'release');
  }
}
