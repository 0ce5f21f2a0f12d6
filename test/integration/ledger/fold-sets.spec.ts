import fc from 'fast-check';
import { type FoldedLeg, fold, type Statement, toStatement } from '#domain/leg.js';
import type { ObservedGroup, OrderObservation } from '#domain/order-observation.js';
import { ANY_OBSERVATION } from '../../factories/any-observation.js';

/** `SUANPAN_FOLD_SETS=200000 npm test -- fold-sets` for a long look. */
const SETS = Number(process.env['SUANPAN_FOLD_SETS'] ?? 1_000);
const TIMEOUT_MS = 300_000 + 3 * SETS;

const contactDigest = (contact: unknown): string => JSON.stringify(contact);
const toldBy = (observation: OrderObservation): Statement => toStatement(observation, contactDigest);
const foldAll = (statements: readonly Pick<Statement, 'groups'>[]): FoldedLeg =>
  statements.reduce<FoldedLeg>((leg, statement) => fold(leg, statement).leg, {});

const statement = ANY_OBSERVATION.map(toldBy);

const STATES: ObservedGroup[] = ['payment', 'afterSale', 'fulfilment'];
const RANKS: Partial<Record<ObservedGroup, readonly string[]>> = {
  payment: ['unknown', 'unpaid', 'paid', 'refunded'],
  afterSale: ['unknown', 'none', 'requested', 'rejected', 'partly_refunded', 'refunded'],
  fulfilment: ['unknown', 'created', 'accepted', 'preparing', 'ready', 'shipped', 'completed', 'cancelled'],
};

/** The key as it is defined, member by member. */
function keyOf({ asOf, precedence, groups, digest }: Statement): (number | string)[] {
  const states = STATES.map((group) => (groups[group]?.value as { state: string } | undefined)?.state);
  const [payment, afterSale, fulfilment] = states;
  const ended = payment === 'refunded' || afterSale === 'refunded' || fulfilment === 'cancelled';
  const ranks = STATES.map((group, place) => {
    const state = states[place];
    return state === undefined ? -1 : (RANKS[group]?.indexOf(state) ?? NaN);
  });
  return [asOf.getTime(), precedence, ended ? 1 : 0, ...ranks, digest];
}

function byKey(a: Statement, b: Statement): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  const differs = left.findIndex((member, place) => member !== right[place]);
  const [mine, other] = [left[differs] ?? 0, right[differs] ?? 0];
  return mine === other ? 0 : mine < other ? -1 : 1;
}

/** What each group must be, from the set alone. */
function expected(statements: readonly Statement[], group: ObservedGroup) {
  const stating = statements.filter(({ groups }) => groups[group] !== undefined).sort(byKey);
  const greatest = stating.at(-1);
  if (greatest === undefined) return undefined;
  const ofOneInstant = stating.filter(
    (one) => String(keyOf(one).slice(0, 2)) === String(keyOf(greatest).slice(0, 2)),
  );
  const digests = new Set(ofOneInstant.map(({ groups }) => groups[group]?.digest));
  const first = firstOf(stating, group);
  return {
    ...greatest.groups[group],
    ...(digests.size > 1 ? { rival: true } : {}),
    ...(Object.keys(first).length === 0 ? {} : { first }),
  };
}

/** Since when each fact has been stated: of all that state it the earliest, in force or not. */
function firstOf(stating: readonly Statement[], group: ObservedGroup) {
  const since = (states: (value: Stated) => boolean): Date | undefined =>
    stating
      .filter(({ groups }) => states(groups[group]?.value as Stated))
      .map(({ asOf }) => asOf)
      .sort((a, b) => a.getTime() - b.getTime())[0];
  const [completedAt, cancelledAt, refundedAt] = [
    since((value) => value.state === 'completed' || (value.state === 'unknown' && value.completedAt != null)),
    since(({ state }) => state === 'cancelled'),
    since((value) => value.state === 'refunded' && (value.raw !== null || !value.refunds?.length)),
  ];
  const ids = new Set(
    stating.flatMap(({ groups }) => (groups[group]?.value as Stated).refunds?.map(({ id }) => id) ?? []),
  );
  const refunds = [...ids].sort().map((id) => ({
    id,
    statedAt: since(({ refunds: listed }) => listed?.some((one) => one.id === id) === true),
  }));
  return {
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(cancelledAt === undefined ? {} : { cancelledAt }),
    ...(refundedAt === undefined ? {} : { refundedAt }),
    ...(refunds.length === 0 ? {} : { refunds }),
  };
}

interface Stated {
  readonly state?: string;
  readonly raw?: string | null;
  readonly completedAt?: Date | null;
  readonly refunds?: readonly { readonly id: string }[];
}

const sets = fc.array(statement, { minLength: 1, maxLength: 6 });
const GROUPS: ObservedGroup[] = [...STATES, 'lines', 'contact', 'placement', 'amounts', 'service'];

describe('statements of one instant', () => {
  it(
    'leave in each group the greatest of those that state it, whatever their order and repeats',
    () => {
      const shuffled = sets.chain((set) =>
        fc.tuple(
          fc.constant(set),
          fc.shuffledSubarray(set, { minLength: set.length }),
          fc.array(fc.constantFrom(...set), { maxLength: 4 }),
        ),
      );
      fc.assert(
        fc.property(shuffled, ([set, arrived, repeats]) => {
          const leg = foldAll([...repeats, ...arrived, ...repeats]);
          for (const group of GROUPS) expect(leg[group]).toEqual(expected(set, group));
        }),
        { numRuns: SETS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'fold in parts as they fold at once',
    () => {
      fc.assert(
        fc.property(sets, sets, sets, (a, b, c) => {
          const parts = [a, b, c].map((set) => ({ groups: foldAll(set) }));
          const [first, ...others] = parts;
          const right = { groups: foldAll(others) };
          const whole = foldAll([...a, ...b, ...c]);
          expect(foldAll(parts)).toEqual(whole);
          expect(foldAll(first === undefined ? [] : [first, right])).toEqual(whole);
          expect(foldAll([{ groups: whole }, { groups: whole }])).toEqual(whole);
        }),
        { numRuns: SETS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'are one whole statement where all of them state the same groups',
    () => {
      const whole = fc.array(
        statement.filter(({ groups }) => Object.keys(groups).length === 5),
        { minLength: 2, maxLength: 4 },
      );
      fc.assert(
        fc.property(whole, (set) => {
          const keys = new Set(Object.values(foldAll(set)).map((version) => version.key));
          expect(keys.size).toBe(1);
        }),
        { numRuns: Math.ceil(SETS / 10) },
      );
    },
    TIMEOUT_MS,
  );
});
