import type { AfterSale, Fulfilment, ObservedGroup, ObservedGroups, Payment } from './order-observation.js';

/**
 * Since when a vendor has been stating what it may state without an instant of its own: the `asOf` of the earliest
 * statement of each. A minimum over all statements: what repeats them moves none, an older one that comes late does.
 */
export interface FirstStated {
  readonly completedAt?: Date;
  readonly cancelledAt?: Date;
  /** That all money has gone back, without saying how much. */
  readonly refundedAt?: Date;
  /** By id, in the order of the ids. */
  readonly refunds?: readonly FirstRefund[];
}

export interface FirstRefund {
  readonly id: string;
  readonly statedAt: Date;
}

/** The earliest of an order that are kept: a vendor that makes up ids without end fills no row without end. */
const MOST_REFUNDS = 500;

/** The groups that state them. */
type Stating = Pick<ObservedGroups, 'payment' | 'fulfilment' | 'afterSale'>;

/** What a group's value states of such facts, as of an instant; undefined: nothing. */
const FACTS: { readonly [Group in keyof Stating]: (value: Stating[Group], asOf: Date) => FirstStated } = {
  payment: ({ state }: Payment, asOf) => (state === 'refunded' ? { refundedAt: asOf } : {}),
  fulfilment: (value: Fulfilment, asOf) => ({
    ...(isCompleted(value) ? { completedAt: asOf } : {}),
    ...(value.state === 'cancelled' ? { cancelledAt: asOf } : {}),
  }),
  afterSale: ({ state, raw, refunds }: AfterSale, asOf) => ({
    // Called so because the refunds come to it, it is told by them.
    ...(state === 'refunded' && (raw !== null || refunds.length === 0) ? { refundedAt: asOf } : {}),
    ...(refunds.length === 0 ? {} : { refunds: bounded(refunds.map(({ id }) => ({ id, statedAt: asOf }))) }),
  }),
};

/** An instant beside a word that nobody knows says it too. */
export const isCompleted = ({ state, completedAt }: Fulfilment): boolean =>
  state === 'completed' || (state === 'unknown' && completedAt !== null);

export function firstStated(group: ObservedGroup, value: unknown, asOf: Date): FirstStated | undefined {
  if (!isStating(group)) return undefined;
  const facts = FACTS[group](value as never, asOf);
  return Object.keys(facts).length === 0 ? undefined : facts;
}

const isStating = (group: ObservedGroup): group is keyof Stating => Object.hasOwn(FACTS, group);

/** The earlier of both, fact by fact; the very one that is given first where the other brings nothing earlier. */
export function earliest(a: FirstStated | undefined, b: FirstStated | undefined): FirstStated | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const merged = {
    ...least('completedAt', a, b),
    ...least('cancelledAt', a, b),
    ...least('refundedAt', a, b),
    ...earliestRefunds(a.refunds, b.refunds),
  };
  return isSame(merged, a) ? a : merged;
}

type Fact = Exclude<keyof FirstStated, 'refunds'>;

function least(fact: Fact, a: FirstStated, b: FirstStated): FirstStated {
  const [mine, other] = [a[fact], b[fact]];
  const at = mine !== undefined && other !== undefined ? (other < mine ? other : mine) : (mine ?? other);
  return at === undefined ? {} : { [fact]: at };
}

function earliestRefunds(
  a: readonly FirstRefund[] | undefined,
  b: readonly FirstRefund[] | undefined,
): Pick<FirstStated, 'refunds'> {
  const refunds = a === undefined || b === undefined ? (a ?? b) : bounded([...a, ...b]);
  return refunds === undefined ? {} : { refunds };
}

/**
 * Each id once, with its earliest instant; of too many the earliest, which is the same however they are put together.
 */
function bounded(refunds: readonly FirstRefund[]): FirstRefund[] {
  const byId = new Map<string, FirstRefund>();
  for (const refund of refunds) {
    const known = byId.get(refund.id);
    if (known === undefined || refund.statedAt < known.statedAt) byId.set(refund.id, refund);
  }
  const each = [...byId.values()];
  const kept = each.length > MOST_REFUNDS ? each.sort(byInstant).slice(0, MOST_REFUNDS) : each;
  return kept.sort(byIdAlone);
}

const byIdAlone = (a: FirstRefund, b: FirstRefund): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byInstant = (a: FirstRefund, b: FirstRefund): number =>
  a.statedAt.getTime() - b.statedAt.getTime() || byIdAlone(a, b);

const isSame = (a: FirstStated, b: FirstStated): boolean =>
  (['completedAt', 'cancelledAt', 'refundedAt'] as const).every(
    (fact) => a[fact]?.getTime() === b[fact]?.getTime(),
  ) &&
  (a.refunds?.length ?? 0) === (b.refunds?.length ?? 0) &&
  (a.refunds ?? []).every(({ id, statedAt }, at) => {
    const other = b.refunds?.[at];
    return other?.id === id && other.statedAt.getTime() === statedAt.getTime();
  });
