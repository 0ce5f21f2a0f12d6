import fc from 'fast-check';
import { withKeys } from '#domain/keyless-versions.js';
import { type FoldedLeg, fold, type Statement, toStatement } from '#domain/leg.js';
import type { ObservedGroup, OrderObservation } from '#domain/order-observation.js';
import { AFTER_SALE_STATES, FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import { type KeptStatement, keptStatement, mendedLeg } from './mended-leg.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 29, 2, 0, second));

type Said = Omit<OrderObservation, 'vendorNo'>;
const told = (said: Said): Statement =>
  toStatement({ vendorNo: 'A-1', ...said }, (contact) => JSON.stringify(contact));
const keptOf = (said: Said): KeptStatement => {
  const { contact, ...kept } = said;
  return keptStatement(kept, told(said).digest, contact !== undefined);
};
const foldAll = (said: readonly Said[]): FoldedLeg =>
  said.reduce<FoldedLeg>((leg, one) => fold(leg, told(one)).leg, {});

/** As groups chose by themselves: by asOf, precedence and their own digest. */
function mixed(said: readonly Said[]): FoldedLeg {
  const leg: Record<string, unknown> = {};
  for (const [group, version] of said.flatMap((one) => Object.entries(told(one).groups))) {
    const { key: _key, ...next } = version;
    const inForce = leg[group] as typeof next | undefined;
    if (inForce === undefined || rankOf(next) > rankOf(inForce)) leg[group] = next;
  }
  return withKeys(leg);
}
const rankOf = (version: { asOf: Date; precedence: number; digest: string }): string =>
  `${version.asOf.toISOString()} ${String(version.precedence)} ${version.digest}`;

const aPayment = (state: (typeof PAYMENT_STATES)[number]) => ({
  payment: { state, raw: state, paidAt: null, method: null },
});
const aFulfilment = (state: (typeof FULFILMENT_STATES)[number]) => ({
  fulfilment: { state, raw: state, completedAt: null },
});
const dishes = (...names: string[]) => ({
  lines: names.map((itemName) => ({
    itemName,
    itemSpec: null,
    unit: null,
    quantity: '1',
    unitPrice: null,
    amountFen: null,
  })),
});
const person = (name: string) => ({
  contact: { name, phone: null, address: null, remark: null, memberNo: null },
});

const whole: fc.Arbitrary<Said> = fc
  .tuple(
    fc.constantFrom(...PAYMENT_STATES),
    fc.constantFrom(...FULFILMENT_STATES),
    fc.constantFrom(...AFTER_SALE_STATES),
    fc.array(fc.constantFrom('豆浆', '油条', '拿铁'), { maxLength: 3 }),
  )
  .map(([payment, fulfilment, afterSale, names]) => ({
    asOf: at(0),
    precedence: 0,
    ...aPayment(payment),
    ...aFulfilment(fulfilment),
    afterSale: { state: afterSale, raw: null, refunds: [] },
    ...dishes(...names),
  }));

const push = (second: number, ...said: Partial<Said>[]): Said =>
  Object.assign({ asOf: at(second), precedence: 0 }, ...said) as Said;
const fetched = (second: number, ...said: Partial<Said>[]): Said => ({
  ...push(second, ...said),
  precedence: 1,
});

const [unpaid, paid] = [aPayment('unpaid'), aPayment('paid')];
const [created, accepted] = [aFulfilment('created'), aFulfilment('accepted')];

describe('a leg that has mixed statements of one instant', () => {
  it('is mended into what it would be had it never mixed them', () => {
    fc.assert(
      fc.property(fc.array(whole, { minLength: 2, maxLength: 5 }), (said) => {
        expect(mendedLeg(mixed(said), said.map(keptOf))).toEqual(foldAll(said));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a part of the groups', [push(0, unpaid, created), push(0, paid), push(0, accepted, dishes('豆浆'))]],
    [
      'a push and an answer',
      [push(0, paid, created), fetched(0, unpaid, created), fetched(0, paid, accepted)],
    ],
    ['older statements too', [push(-9, dishes('油条')), push(0, paid, accepted), push(0, unpaid, created)]],
  ])('is mended where there are %s', (_what, said) => {
    const ofItsInstant = said.filter(({ asOf }) => asOf.getTime() === at(0).getTime());
    expect(mendedLeg(mixed(said), ofItsInstant.map(keptOf))).toEqual(foldAll(said));
  });

  it('chooses anew only where the version in force is of that instant, and moves none back', () => {
    const pair = [push(0, unpaid, created), push(0, paid, accepted)];
    const before = mixed([...pair, fetched(5, unpaid)]);
    const after = mendedLeg(before, pair.map(keptOf));
    expect(after.payment).toEqual(before.payment);
    expect(after.fulfilment).toEqual(foldAll(pair).fulfilment);
  });

  it('changes nothing that an answer has confirmed since, though that answer has no entry', () => {
    const pair = [push(0, unpaid, created), push(0, paid, accepted)];
    const before = mixed([...pair, push(5, paid, created)]);
    expect(mendedLeg(before, pair.map(keptOf))).toEqual(before);
  });

  it('leaves what an answer of the instant says that has no entry and outranks the pushes', () => {
    const pair = [push(0, unpaid), push(0, aPayment('refunded'))];
    const before = mixed([...pair, fetched(0, paid)]);
    expect(mendedLeg(before, pair.map(keptOf)).payment).toMatchObject(before.payment!);
  });

  it('keeps its contact, and knows which statement that is from', () => {
    const pair = [push(0, unpaid, created, person('张三')), push(0, paid, accepted, person('李四'))];
    const before = mixed(pair);
    const own = pair.find((one) => told(one).groups.contact?.digest === before.contact?.digest);
    const after = mendedLeg(before, pair.map(keptOf));
    expect(after.contact).toEqual({ ...told(own!).groups.contact, rival: true });
    expect(after.payment).toEqual(foldAll(pair).payment);
  });

  it.each<[string, ObservedGroup]>([
    ['its states', 'payment'],
    ['its lines', 'lines'],
  ])('is as it was when it is mended again: %s', (_what, group) => {
    const said = [push(0, unpaid, dishes('豆浆')), push(0, paid, dishes('油条', '豆浆'))];
    const once = mendedLeg(mixed(said), said.map(keptOf));
    expect(mendedLeg(once, said.map(keptOf))[group]).toEqual(once[group]);
  });
});
