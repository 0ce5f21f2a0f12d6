import fc from 'fast-check';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { Comparison } from '../compare/comparison.js';
import type { Difference } from '../compare/difference.js';
import { type Change, keep, type KnownDiscrepancy } from './keep-rule.js';

const RULES = ['stuck', 'alive_after_cancel', 'refunded_after_completion'] as const satisfies RuleCode[];

const difference = (
  rule: RuleCode,
  key: string,
  fingerprint: string,
  severity: 'warn' | 'error',
  legIds: readonly string[] = [],
): Difference => ({
  ...{ rule, key, fingerprint, severity, since: new Date(0), accountId: 'a', evidence: {} },
  repairs: legIds.map((legId) => ({ kind: 'cancel', accountId: 'a', legId })),
});

/** What a rule does about each of two keys: find it, leave it time, or nothing; or be silent as a whole. */
const ofKey = fc.option(
  fc.oneof(
    fc.constant('pending' as const),
    fc.record({
      print: fc.constantFrom('1', '2'),
      severity: fc.constantFrom('warn' as const, 'error' as const),
      legIds: fc.subarray(['x', 'y']),
    }),
  ),
);
const ofRule = fc.oneof(
  { weight: 1, arbitrary: fc.constant('silent' as const) },
  { weight: 4, arbitrary: fc.tuple(ofKey, ofKey) },
);
const comparison: fc.Arbitrary<Comparison> = fc.tuple(ofRule, ofRule, ofRule).map((told) => {
  const judged = RULES.flatMap((rule, at) => {
    const of = told[at]!;
    return of === 'silent' ? [] : of.map((found, key) => ({ rule, key: String(key), found }));
  });
  return {
    differences: judged.flatMap(({ rule, key, found }) =>
      found === null || found === 'pending'
        ? []
        : [difference(rule, key, found.print, found.severity, found.legIds)],
    ),
    pending: judged.flatMap(({ rule, key, found }) => (found === 'pending' ? [{ rule, key }] : [])),
    silent: new Map(RULES.flatMap((rule, at) => (told[at] === 'silent' ? [[rule, 'account_paused']] : []))),
    lookAgainAt: null,
  };
});

/** What the store makes of the changes. The newest first. */
const applied = (known: readonly KnownDiscrepancy[], changes: readonly Change[]): KnownDiscrepancy[] =>
  changes.reduce<KnownDiscrepancy[]>(
    (all, change) => {
      if (change.step === 'close')
        return all.map((one) => (one.id === change.id ? { ...one, state: 'closed' } : one));
      const { state, difference: found } = change;
      const { rule, key, severity, fingerprint, repairs } = found;
      const judged = state === 'open' ? null : fingerprint;
      if (change.step === 'open')
        return [{ id: String(all.length), rule, key, state, severity, fingerprint, repairs, judged }, ...all];
      return all.map((one) =>
        one.id === change.id ? { ...one, state, severity, fingerprint, repairs, judged } : one,
      );
    },
    [...known],
  );

/** A person says of the n-th of those that stand that it is none. */
const dismissed = (known: readonly KnownDiscrepancy[], at: number | null): KnownDiscrepancy[] => {
  const live = known.filter(({ state }) => state !== 'closed');
  const meant = at === null ? undefined : live[at % Math.max(1, live.length)];
  return known.map((one) => (one === meant ? { ...one, state: 'dismissed', judged: one.fingerprint } : one));
};

const steps = fc.array(fc.tuple(comparison, fc.option(fc.nat(5))), { maxLength: 8 });
const afterAll = (all: readonly (readonly [Comparison, number | null])[]): KnownDiscrepancy[] =>
  all.reduce<KnownDiscrepancy[]>((known, [one, at]) => dismissed(applied(known, keep(known, one)), at), []);

const keyOf = ({ rule, key }: Pick<Difference, 'rule' | 'key'>): string => `${rule} ${key}`;
const liveOf = (known: readonly KnownDiscrepancy[]) => known.filter(({ state }) => state !== 'closed');

describe('keep', () => {
  it('makes nothing of the same comparison twice', () => {
    fc.assert(
      fc.property(steps, comparison, (before, last) => {
        const known = afterAll(before);
        expect(keep(applied(known, keep(known, last)), last)).toEqual([]);
      }),
    );
  });

  it('has never two that stand for one rule and key', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const live = liveOf(afterAll(all)).map(keyOf);
        expect(live).toEqual([...new Set(live)]);
      }),
    );
  });

  it('ends nothing by silence, nor while time is left', () => {
    fc.assert(
      fc.property(steps, comparison, (before, last) => {
        const known = afterAll(before);
        const left = new Set(last.pending.map(keyOf));
        const kept = liveOf(known).filter((one) => last.silent.has(one.rule) || left.has(keyOf(one)));
        const after = applied(known, keep(known, last));
        for (const one of kept) expect(after).toContainEqual(one);
      }),
    );
  });

  it('ends as the last comparison alone would, but for what people judged and what that could not judge', () => {
    fc.assert(
      fc.property(steps, comparison, (before, last) => {
        const known = afterAll(before);
        const after = liveOf(applied(known, keep(known, last)));
        const alone = liveOf(applied([], keep([], last)));
        const unjudged = liveOf(known).filter(
          (one) => last.silent.has(one.rule) || last.pending.some((left) => keyOf(left) === keyOf(one)),
        );
        expect(after.map(keyOf).sort()).toEqual([...alone, ...unjudged].map(keyOf).sort());
        for (const { state, judged, fingerprint } of after)
          expect(state === 'open' ? judged : fingerprint).toBe(judged);
        for (const one of alone) {
          const same = after.find((other) => keyOf(other) === keyOf(one))!;
          expect([same.severity, same.fingerprint, same.repairs]).toEqual([
            ...[one.severity, one.fingerprint, one.repairs],
          ]);
          expect([one.state, 'open', 'dismissed']).toContain(same.state);
        }
      }),
    );
  });

  it('accepts what is only told, until a person opens it, and again when it is another', () => {
    const told = (print: string): Comparison => ({
      differences: [difference('refunded_after_completion', '', print, 'warn')],
      ...{ silent: new Map(), pending: [], lookAgainAt: null },
    });
    const [opened] = applied([], keep([], told('1')));
    expect(opened).toMatchObject({ state: 'accepted', judged: '1' });
    expect(keep([opened!], told('2'))).toMatchObject([{ step: 'update', state: 'accepted' }]);
    const byPerson: KnownDiscrepancy = { ...opened!, state: 'open', judged: null };
    expect(keep([byPerson], told('1'))).toEqual([]);
    expect(keep([byPerson], told('2'))).toMatchObject([{ step: 'update', state: 'open' }]);
  });
});
