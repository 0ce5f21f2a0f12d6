import type { Line } from '#domain/order-observation.js';
import type { LegFacts, OrderFacts } from '#ledger/order-facts.query.js';
import type { DispatchCause, DispatchKind, DispatchState, MoveKind, Shown } from '../dispatch-words.js';
import type { Difference, PlacedFacts } from '../placed-facts.js';

/** An account that orders can be booked at, as its settings and bindings are now. */
export interface Till {
  readonly accountId: string;
  /** Since when each kind of command is switched on; one that is off has no entry. */
  readonly flags: Partial<Readonly<Record<DispatchKind, Date>>>;
  readonly placeWithinMs: number;
  /** What becomes of an order that was cancelled and is alive again. */
  readonly reopened: 'hold' | 'place';
  /** Since when it is bound, by store. */
  readonly boundSince: ReadonlyMap<string, Date>;
  readonly cameFromTill: (origin: Readonly<Record<string, string>>) => boolean;
}

/** A command that there is already. */
export interface KnownDispatch {
  readonly id: string;
  readonly kind: DispatchKind;
  readonly accountId: string;
  readonly legId: string;
  /** Which placing of the order it is; 1 for all but `place`. */
  readonly generation: number;
  /** Only `place`. */
  readonly marker: string | null;
  readonly state: DispatchState;
  readonly cause: DispatchCause;
  readonly vendorNo: string | null;
  readonly errorCode: string | null;
  /** What of its order was judged when it was held for what that says; null where it is held for something else. */
  readonly judged: string | null;
  /** The store that it was made for. */
  readonly storeId: string | null;
  /** By then whatever was sent last had been sent. */
  readonly sentBy: Date | null;
  /** From then on nothing of it can be under way. */
  readonly overAt: Date | null;
  /** Only `place`: what was sent last; null of what a hub of before 0.3.0 sent. */
  readonly facts: PlacedFacts | null;
  /** What of it was another when it was looked at last. */
  readonly differs: readonly Difference[] | null;
}

/** All that planning an order's commands depends on. */
export interface Scene {
  readonly order: OrderFacts;
  readonly dispatches: readonly KnownDispatch[];
  /** By account. */
  readonly tills: ReadonlyMap<string, Till>;
  /** Lines that may be others than those that were placed, by leg. */
  readonly lines: ReadonlyMap<string, readonly Line[]>;
  /** Whether an order waits for a person while its account's maps do not list a value of this leg. */
  readonly holdsUnknown: (leg: LegFacts) => boolean;
  /** Since when a leg's account speaks for the leg's store; undefined when it does not. */
  readonly sourceSince: (leg: LegFacts) => Date | undefined;
  readonly now: Date;
}

/** A command that is to be made. */
export interface MakeStep {
  readonly step: 'make';
  readonly kind: DispatchKind;
  readonly accountId: string;
  readonly legId: string;
  readonly generation: number;
  readonly storeId: string | null;
  readonly vendorNo: string | null;
  readonly cause: DispatchCause;
  readonly state: 'waiting' | 'held';
  readonly shown: Shown | null;
}

/** A command that now stands otherwise. */
export interface TurnStep {
  readonly step: 'turn';
  readonly id: string;
  readonly accountId: string;
  readonly was: DispatchState;
  readonly to: 'waiting' | 'held' | 'withdrawn' | 'done';
  /** Null leaves it as it is. */
  readonly vendorNo: string | null;
  readonly shown: Shown | null;
}

export type PlanStep = MakeStep | TurnStep;

/** A till's leg, and the till. */
export interface TillLeg {
  readonly leg: LegFacts;
  readonly till: Till;
}

/** A leg sells "else" exactly if it is a till's. */
export const TILL_RANK = 1;

/** The leg that sells, of those that storefronts told; the first by id, as in the order's fold. */
export const storefrontLeg = ({ legs }: OrderFacts): LegFacts | undefined =>
  legs.find(({ sellRank }) => sellRank === 0);

/** The order at tills, for all that is known: only a cancel that was read there ends that. */
export const legsAtTills = ({ legs }: OrderFacts): LegFacts[] =>
  legs.filter((leg) => leg.sellRank === TILL_RANK && fulfilmentOf(leg) !== 'cancelled');

export const isAtATill = (order: OrderFacts): boolean => legsAtTills(order).length > 0;

export const tillLegs = ({ order, tills }: Pick<Scene, 'order' | 'tills'>): TillLeg[] =>
  order.legs.flatMap((leg) => {
    const till = leg.sellRank === TILL_RANK ? tills.get(leg.accountId) : undefined;
    return till === undefined ? [] : [{ leg, till }];
  });

export const fulfilmentOf = ({ folded }: Pick<LegFacts, 'folded'>) =>
  folded.fulfilment?.value.state ?? 'unknown';

export const turn = (
  { id, accountId, state: was }: KnownDispatch,
  to: TurnStep['to'],
  why: Shown | null,
  vendorNo: string | null = null,
): TurnStep => ({ step: 'turn', id, accountId, was, to, vendorNo, shown: why });

/** A move of one of the till's orders. */
export const makeMove = (kind: MoveKind, { leg, till }: TillLeg, cause: DispatchCause): MakeStep => ({
  step: 'make',
  kind,
  accountId: till.accountId,
  legId: leg.id,
  generation: 1,
  storeId: leg.storeId,
  vendorNo: leg.vendorNo,
  cause,
  state: 'waiting',
  shown: null,
});

/** What a dispatch has booked at its till, as its marker there or a receipt shows. */
export const copiesOf = (
  { accountId, marker }: KnownDispatch,
  { order }: Pick<Scene, 'order'>,
): LegFacts[] =>
  marker === null ? [] : order.legs.filter((leg) => leg.accountId === accountId && leg.marker === marker);

/** Whether a placing has ended: all that it booked is known to be cancelled at its till. */
export function isOver(place: KnownDispatch, scene: Pick<Scene, 'order'>): boolean {
  const copies = place.state === 'done' ? copiesOf(place, scene) : [];
  return copies.length > 0 && copies.every((leg) => fulfilmentOf(leg) === 'cancelled');
}

/** As it is once these steps are taken. Commands that are made have no id and no marker here. */
export const sceneAfter = (scene: Scene, steps: readonly PlanStep[]): Scene => ({
  ...scene,
  dispatches: [
    ...taken(scene.dispatches, steps),
    ...steps.flatMap((one) => (one.step === 'make' ? [madeBy(one)] : [])),
  ],
});

const madeBy = ({ step: _step, shown: why, ...made }: MakeStep): KnownDispatch => ({
  ...made,
  id: '',
  marker: null,
  errorCode: why?.code ?? null,
  judged: null,
  sentBy: null,
  overAt: null,
  facts: null,
  differs: null,
});

/** The commands after these turns. */
export function taken(dispatches: readonly KnownDispatch[], steps: readonly PlanStep[]): KnownDispatch[] {
  const turns = new Map(steps.flatMap((one) => (one.step === 'turn' ? [[one.id, one]] : [])));
  return dispatches.map((dispatch) => {
    const one = turns.get(dispatch.id);
    if (one === undefined) return dispatch;
    const vendorNo = one.vendorNo ?? dispatch.vendorNo;
    return { ...dispatch, state: one.to, errorCode: one.shown?.code ?? null, vendorNo };
  });
}
