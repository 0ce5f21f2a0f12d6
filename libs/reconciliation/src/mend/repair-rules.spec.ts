import fc from 'fast-check';
import { AUTO_REPAIR_KINDS, REPAIR_KINDS, REPAIR_POLICIES } from '#domain/repair.js';
import { minute } from '../../../../test/factories/compared-orders.js';
import { AGREES, type Comparison } from '../compare/comparison.js';
import type { Difference, RepairOffer } from '../compare/difference.js';
import type { FetchStanding } from '#polling/refresh/refetch.service.js';
import { asksFirst, freshnessOf } from './plan-rule.js';
import { plannedByItself } from './policy-rule.js';
import { judgeAnew, type Planned } from './run-rule.js';
import { afterRepair } from './sides.js';
import { verify } from './verify-rule.js';

const offer: fc.Arbitrary<RepairOffer> = fc.record({
  kind: fc.constantFrom(...REPAIR_KINDS),
  accountId: fc.constantFrom('till', 'other'),
  legId: fc.constantFrom('a', 'b', null),
});
const rule = fc.constantFrom('stuck' as const, 'alive_after_cancel' as const);
const key = fc.constantFrom('', 'b');
const fingerprint = fc.constantFrom('1', '2');
const planned: fc.Arbitrary<Planned> = fc
  .tuple(offer, fc.record({ rule, key, fingerprint }))
  .map(([one, of]) => ({ ...one, ...of }));
const difference: fc.Arbitrary<Difference> = fc.record({
  ...{ rule, key, fingerprint, repairs: fc.array(offer, { maxLength: 3 }) },
  ...{
    since: fc.constant(minute(0)),
    accountId: fc.constant('till'),
    severity: fc.constant('error' as const),
  },
  evidence: fc.constant({}),
});
const comparison: fc.Arbitrary<Comparison> = fc
  .record({
    differences: fc.uniqueArray(difference, { maxLength: 3, selector: (one) => `${one.rule} ${one.key}` }),
    silent: fc.subarray([
      ['stuck', 'account_paused'] as const,
      ['alive_after_cancel', 'dispatch_open'] as const,
    ]),
    pending: fc.array(fc.record({ rule, key }), { maxLength: 2 }),
  })
  .map(({ differences, silent, pending }) => {
    const isLoud = (one: { readonly rule: string }) => !silent.some(([name]) => name === one.rule);
    const found = differences.filter(isLoud);
    const left = pending.filter(
      (one) => isLoud(one) && !found.some((f) => f.rule === one.rule && f.key === one.key),
    );
    return { ...AGREES, differences: found, silent: new Map(silent), pending: left };
  });
const of = (all: Comparison, { rule: code, key: which }: Planned) =>
  all.differences.find((one) => one.rule === code && one.key === which);

describe('a repair is begun', () => {
  it('only where the same is found still, in the same numbers, and the same is offered', () => {
    fc.assert(
      fc.property(planned, comparison, (one, all) => {
        const now = of(all, one);
        const isOffered = now?.repairs.some(
          ({ kind, accountId, legId }) =>
            kind === one.kind && accountId === one.accountId && legId === one.legId,
        );
        const holds = now?.fingerprint === one.fingerprint && isOffered === true;
        const judged = judgeAnew(one, all);
        expect(judged.is === 'holds').toBe(holds);
        expect(judged.is === 'waits').toBe(all.silent.has(one.rule));
      }),
    );
  });

  it('never where what it rests on has changed, and says what', () => {
    fc.assert(
      fc.property(planned, comparison, (one, all) => {
        const judged = judgeAnew(one, all);
        fc.pre(judged.is === 'changed');
        const now = of(all, one);
        expect(judged.now).toBe(now ?? null);
        if (now !== undefined)
          expect(judged.why).toBe(now.fingerprint === one.fingerprint ? 'not_offered' : 'facts_changed');
      }),
    );
  });
});

describe('what vendors say anew', () => {
  const standing: fc.Arbitrary<FetchStanding> = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map((at) => ({ is: 'confirmed' as const, confirmedAt: minute(at) })),
    fc.constant({ is: 'waiting' as const, code: null, message: null, dueAt: null }),
    fc.constantFrom('not_found', 'unavailable').map((code) => ({ is: 'failed' as const, code, message: '' })),
    fc.constant({ is: 'not_fetchable' as const }),
  );
  const legs = fc
    .array(fc.tuple(standing, fc.boolean()), { maxLength: 4 })
    .map((all) => all.map(([one, isUntold], at) => ({ id: String(at), one, isUntold })));

  it('is known only once every leg was confirmed since; one that failed is enough that nothing is', () => {
    fc.assert(
      fc.property(legs, fc.integer({ min: 0, max: 20 }), (all, asked) => {
        const read = all.map(({ id, isUntold }) => ({ id, confirmedAt: isUntold ? new Date(0) : minute(0) }));
        const standings = new Map(all.map(({ id, one }) => [id, one]));
        const isGone = ({ one, isUntold }: (typeof all)[number]) =>
          isUntold && one.is === 'failed' && one.code === 'not_found';
        const isKnown = (each: (typeof all)[number]) =>
          each.one.is === 'not_fetchable' ||
          (each.one.is === 'confirmed' && each.one.confirmedAt >= minute(asked)) ||
          isGone(each);
        const { is } = freshnessOf(read, standings, minute(asked));
        expect(is === 'fresh').toBe(all.every(isKnown));
        expect(is === 'not_fetched').toBe(all.some((each) => each.one.is === 'failed' && !isGone(each)));
      }),
    );
  });

  it('is asked for before anything is told to a vendor, and for nothing that is begun without a person', () => {
    expect(REPAIR_KINDS.filter(asksFirst)).toEqual(['place', 'ship', 'complete', 'cancel']);
    for (const kind of AUTO_REPAIR_KINDS) expect(asksFirst(kind)).toBe(false);
  });
});

describe('what is planned by itself', () => {
  const policy = fc.constantFrom(...REPAIR_POLICIES);

  it('is begun by policy only where it is auto and only looks again, and is one of those offered', () => {
    fc.assert(
      fc.property(policy, fc.array(offer, { maxLength: 4 }), (how, offers) => {
        const made = plannedByItself(how, offers);
        if (how === 'off' || offers.length === 0) expect(made).toBeNull();
        if (made === null) return;
        expect(offers).toContain(made.offer);
        const isLook = AUTO_REPAIR_KINDS.some((kind) => kind === made.offer.kind);
        expect(made.byPolicy).toBe(how === 'auto' && isLook);
        if (!made.byPolicy) expect(offers).toHaveLength(1);
      }),
    );
  });
});

describe('a repair that is done', () => {
  const ENDED = minute(0);
  const PATIENCE_MS = 10 * 60_000;
  const done = planned.map((one) => ({ ...one, endedAt: ENDED }));
  const freshness = fc.constantFrom(
    { is: 'fresh' as const },
    { is: 'waits' as const, why: 'waits_for_calls' as const },
  );
  const minutes = fc.integer({ min: 0, max: 20 });

  it('has mended what is not found any more, and never what is', () => {
    fc.assert(
      fc.property(done, comparison, freshness, minutes, (one, all, fresh, at) => {
        const verified = verify(
          one,
          { comparison: all, freshness: fresh, patienceMs: PATIENCE_MS },
          minute(at),
        );
        const now = of(all, one);
        const isSame = now?.fingerprint === one.fingerprint;
        const isLeftTime = all.pending.some((left) => left.rule === one.rule && left.key === one.key);
        if (all.silent.has(one.rule) || isLeftTime) expect(verified).toBeNull();
        else if (!isSame) expect(verified).toBe('mended');
        else {
          const isKnown = fresh.is === 'fresh' || !asksFirst(one.kind);
          expect(verified).toBe(at >= 10 && isKnown ? 'not_mended' : null);
        }
      }),
    );
  });
});

describe('what would be so after it', () => {
  const side = {
    accountId: 'till',
    legId: 'b',
    vendorNo: 'T',
    payment: 'paid',
    saleFen: '5',
    confirmedAt: null,
  };
  const before = {
    sides: [
      { ...side, fulfilment: 'accepted' },
      { ...side, legId: 'a', fulfilment: 'cancelled' },
    ],
  };

  it.each([
    ['ship', 'shipped'],
    ['complete', 'completed'],
    ['cancel', 'cancelled'],
  ] as const)('of %s is the leg %s and nothing else', (kind, step) => {
    expect(afterRepair({ kind, accountId: 'till', legId: 'b' }, before)).toEqual({
      sides: [{ ...side, fulfilment: step }, before.sides[1]],
    });
  });

  it('of place is one side more, paid as where it is from', () => {
    const after = afterRepair({ kind: 'place', accountId: 'till', legId: 'a' }, before);
    const placed = { ...side, legId: null, vendorNo: null, fulfilment: 'created' };
    expect(after).toEqual({ sides: [...before.sides, placed] });
  });

  it('is what a mere look is to find out, and of a submission what the ledger has', () => {
    expect(afterRepair({ kind: 'fetch', accountId: 'till', legId: 'b' }, before)).toBeNull();
    const hour = { ledgerFen: '5', ledgerOrders: 1, reportedFen: null, reportedOrders: null };
    expect(afterRepair({ kind: 'submit', accountId: 'till', legId: null }, { hour })).toEqual({
      hour: { ...hour, reportedFen: '5', reportedOrders: 1 },
    });
  });
});
