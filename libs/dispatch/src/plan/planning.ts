import type { Sql } from '#database/sql.js';
import { together } from '#database/together.js';
import { uuidV7 } from '#domain/ids.js';
import { asError } from '#domain/thrown.js';
import { newMarker } from '#domain/marker.js';
import { wakeUp } from '#jobs/job-queue.js';
import { lockOrderRows } from '#ledger/order-facts.query.js';
import { setOrderFlags } from '#ledger/order-flags.store.js';
import { peekChanges, takeChanges } from '#ledger/order-changes.store.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { DISPATCH_CONSUMER, DISPATCH_SEND } from '../dispatch.tasks.js';
import {
  type Differing,
  insertDispatches,
  type NewDispatch,
  turnDispatches,
  writeDifferences,
} from './dispatches.store.js';
import { planOrder } from './planning-rule.js';
import { sameDifferences } from '../placed-facts.js';
import { tillDifferences } from './difference-rule.js';
import { dispatchFlags } from './flag-rule.js';
import { type MakeStep, type PlanStep, type Scene, sceneAfter, type TurnStep } from './scene.js';
import { Scenes } from './scenes.js';

interface PlannedStep {
  readonly orderId: string;
  readonly plan: PlanStep;
  /** The dispatch's. */
  readonly id: string;
}

const MARKER_BYTES = 64;

/** Makes, withdraws and settles commands as changed orders ask for, many orders in one transaction. */
export class Planning {
  private readonly scenes: Scenes;

  constructor(private readonly parts: DispatchParts) {
    this.scenes = new Scenes(parts);
  }

  /**
   * Until nothing waits. An order that cannot be planned stops only itself; it stays changed, and is taken up
   * again by the next run.
   * @throws the first fault, at the end
   */
  async run(signal: AbortSignal): Promise<void> {
    const faults = new Map<string, Error>();
    const { database, settings } = this.parts;
    for (let isFull = true; isFull && !signal.aborted;) {
      const peeked = await peekChanges(database, DISPATCH_CONSUMER, settings.ordersPerPlan, [
        ...faults.keys(),
      ]);
      if (peeked.length > 0) await this.planAll(peeked, faults);
      // Fewer than a batch were all, but for those that came later and wake us.
      isFull = peeked.length === settings.ordersPerPlan;
    }
    const [fault] = faults.values();
    if (fault !== undefined) throw fault;
  }

  /** @throws when the database cannot do it just now: all of it waits for the next run */
  private async planAll(orderIds: readonly string[], faults: Map<string, Error>): Promise<void> {
    const planned = await together(orderIds, (some) => this.planSome(some), this.parts.database);
    orderIds.forEach((orderId, at) => {
      const one = planned[at];
      if (one === undefined || 'result' in one) return;
      if (one.isOfAll) throw asError(one.failure);
      faults.set(orderId, asError(one.failure));
    });
  }

  private async planSome(orderIds: readonly string[]): Promise<readonly true[]> {
    await this.tell(await this.parts.database.transaction((sql) => this.plan(sql, orderIds)));
    return orderIds.map(() => true);
  }

  private async plan(sql: Sql, orderIds: readonly string[]): Promise<PlannedStep[]> {
    await lockOrderRows(sql, orderIds);
    const changed = await takeChanges(sql, DISPATCH_CONSUMER, orderIds);
    const scenes = changed.length === 0 ? [] : await this.scenes.read(sql, changed);
    const plans = scenes.map((scene) => ({ scene, steps: planOrder(scene) }));
    const steps = plans.flatMap(({ scene, steps: ofOrder }) =>
      ofOrder.map((plan) => this.planned(scene.order.id, plan)),
    );
    const taken = await this.take(sql, steps);
    const after = plans.map(({ scene, steps: ofOrder }) => sceneAfter(scene, ofOrder));
    await writeDifferences(sql, after.flatMap(newDifferences));
    await this.flag(sql, changed, after);
    return taken;
  }

  /** An order that has no legs any more has no flags either. */
  private async flag(sql: Sql, changed: readonly string[], scenes: readonly Scene[]): Promise<void> {
    const flags = new Map(scenes.map((scene) => [scene.order.id, dispatchFlags(scene)]));
    const rows = changed.map((orderId) => ({ orderId, flags: flags.get(orderId) ?? [] }));
    await setOrderFlags(sql, 'dispatch', rows, this.parts.clock.now());
  }

  private planned(orderId: string, plan: PlanStep): PlannedStep {
    const { clock, chance } = this.parts;
    return { orderId, plan, id: plan.step === 'turn' ? plan.id : uuidV7(clock.now(), chance.bytes(10)) };
  }

  /** @returns the steps that were taken */
  private async take(sql: Sql, steps: readonly PlannedStep[]): Promise<PlannedStep[]> {
    const now = this.parts.clock.now();
    const made = steps.flatMap(({ plan, id }) => (plan.step === 'make' ? [this.newDispatch(plan, id)] : []));
    await insertDispatches(sql, made, now);
    await this.parts.ledger.mark(sql, made.flatMap(markOf));
    const turns = steps.flatMap(({ plan }) => (plan.step === 'turn' ? [plan] : []));
    const turned = await turnDispatches(sql, turns, now);
    const taken = steps.filter(({ plan, id }) => plan.step === 'make' || turned.has(id));
    if (taken.some(({ plan }) => stateAfter(plan) === 'waiting'))
      await wakeUp(sql, DISPATCH_SEND, this.parts.instance.id);
    return taken;
  }

  private newDispatch(plan: MakeStep, id: string): NewDispatch {
    return {
      id,
      account_id: plan.accountId,
      kind: plan.kind,
      leg_id: plan.legId,
      generation: plan.generation,
      store_id: plan.storeId,
      vendor_no: plan.vendorNo,
      marker: plan.kind === 'place' ? newMarker(this.parts.chance.bytes(MARKER_BYTES)) : null,
      cause: plan.cause,
      state: plan.state,
      error_code: plan.shown?.code ?? null,
      error_message: plan.shown?.message ?? null,
    };
  }

  private async tell(steps: readonly PlannedStep[]): Promise<void> {
    for (const { orderId, plan, id } of steps) {
      const made = plan.step === 'make' ? { kind: plan.kind, cause: plan.cause } : {};
      const active = await this.parts.accounts.byId(plan.accountId);
      this.parts.log({
        event: 'dispatch',
        level: plan.shown === null ? 'info' : 'warn',
        dispatchId: id,
        orderId,
        accountId: plan.accountId,
        connector: active?.connector.id ?? null,
        step: 'plan',
        ...made,
        outcome: plan.shown?.code ?? plan.step,
        ms: undefined,
        state: stateAfter(plan),
      });
    }
  }
}

/** Where something else differs by now than when it was looked at last. */
const newDifferences = (scene: Scene): Differing[] =>
  scene.dispatches.flatMap((place) => {
    if (place.kind !== 'place' || place.id === '') return [];
    const differs = tillDifferences(place, scene);
    return sameDifferences(differs, place.differs ?? []) ? [] : [{ id: place.id, differs }];
  });

const stateAfter = (plan: MakeStep | TurnStep): string => (plan.step === 'make' ? plan.state : plan.to);

const markOf = ({ account_id, marker, leg_id }: NewDispatch) =>
  marker === null ? [] : [{ accountId: account_id, marker, legId: leg_id }];
