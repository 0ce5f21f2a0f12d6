import fc from 'fast-check';
import { InvalidFieldsError } from '../account-errors.js';
import { type ChainLink, endOf, planBinding } from './binding-plan.js';

const at = (minute: number): Date => new Date(minute * 60_000);

/** What the service writes for a plan. */
function bind(chain: readonly ChainLink[], storeId: string, from: Date | null): ChainLink[] {
  const plan = planBinding(chain, { storeId, from });
  if (plan.step === 'reopen')
    return chain.map((link) => (link.id === plan.link.id ? { ...link, to: null } : link));
  const closed =
    plan.step === 'further'
      ? chain.map((link) => (link.id === plan.closes?.id ? { ...link, to: plan.from } : link))
      : [...chain];
  return [...closed, { id: `b${String(chain.length)}`, storeId, from: plan.from, to: null }];
}

function remove(chain: readonly ChainLink[], now: Date): ChainLink[] {
  const last = chain.at(-1);
  const to = last === undefined ? undefined : endOf(last, now);
  return to === undefined ? [...chain] : chain.map((link) => (link.id === last?.id ? { ...link, to } : link));
}

const inForce = (chain: readonly ChainLink[], time: Date): ChainLink[] =>
  chain.filter(({ from, to }) => (from === null || from <= time) && (to === null || to > time));

const attempt = (change: () => ChainLink[], otherwise: readonly ChainLink[]): readonly ChainLink[] => {
  try {
    return change();
  } catch {
    return otherwise;
  }
};

const move = fc.record({
  storeId: fc.constantFrom('a', 'b', 'c', null),
  from: fc.option(fc.integer({ min: 0, max: 60 })),
});

describe('the bindings of a vendor store id', () => {
  it('never overlap, and a change leaves alone what it does not name', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        let chain: readonly ChainLink[] = [];
        moves.forEach(({ storeId, from }, now) => {
          const before = chain;
          chain = attempt(
            () =>
              storeId === null
                ? remove(before, at(now * 5))
                : bind(before, storeId, from === null ? null : at(from)),
            before,
          );
          const reopened =
            before.at(-1)?.to !== chain.at(before.length - 1)?.to && chain.length === before.length;
          const untouched = storeId === null ? now * 5 : reopened ? Infinity : (from ?? 0);
          for (let minute = -1; minute <= 61; minute += 1) {
            const then = inForce(chain, at(minute));
            expect(then.length).toBeLessThanOrEqual(1);
            const store = inForce(before, at(minute))[0]?.storeId;
            if (minute < untouched && store !== undefined) expect(then[0]?.storeId).toBe(store);
          }
        });
      }),
    );
  });

  it('that ended and was opened again holds as if it had not ended', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.option(fc.integer({ min: 0, max: 60 })),
        (end, from) => {
          fc.pre(from === null || end > from);
          const chain = bind([], 'a', from === null ? null : at(from));
          expect(bind(remove(chain, at(end)), 'a', null)).toEqual(chain);
        },
      ),
    );
  });

  it('begin with one that holds always, and need an instant for every other store', () => {
    expect(planBinding([], { storeId: 'a', from: null })).toEqual({ step: 'first', from: null });
    const chain = bind([], 'a', null);
    expect(() => planBinding(chain, { storeId: 'b', from: null })).toThrow(InvalidFieldsError);
    const ended = remove(chain, at(10));
    expect(() => planBinding(ended, { storeId: 'b', from: null })).toThrow(InvalidFieldsError);
    expect(planBinding(ended, { storeId: 'b', from: at(20) })).toMatchObject({ closes: null });
    expect(planBinding(ended, { storeId: 'b', from: at(5) })).toMatchObject({ closes: { id: 'b0' } });
  });

  it('that were removed before they began are as if they had not been made', () => {
    const early = bind([], 'a', at(50));
    expect(planBinding(remove(early, at(10)), { storeId: 'b', from: null })).toMatchObject({ step: 'first' });
    const slip = remove(bind(bind([], 'a', null), 'b', at(50)), at(10));
    const [a] = slip;
    expect(planBinding(slip, { storeId: 'b', from: at(20) })).toEqual({
      step: 'further',
      from: at(20),
      closes: a,
    });
    expect(planBinding(slip, { storeId: 'a', from: null })).toMatchObject({ step: 'reopen', link: a });
  });

  it('that are opened again begin when they began, and at no other instant that somebody names', () => {
    const ended = remove(bind([], 'a', at(5)), at(10));
    expect(() => planBinding(ended, { storeId: 'a', from: at(20) })).toThrow(InvalidFieldsError);
    expect(planBinding(ended, { storeId: 'a', from: at(5) })).toMatchObject({
      step: 'reopen',
      since: at(10),
    });
  });

  it('that have not begun yet end when they would have begun', () => {
    expect(endOf({ from: at(10), to: null }, at(5))).toEqual(at(10));
    expect(endOf({ from: null, to: at(10) }, at(5))).toEqual(at(5));
    expect(endOf({ from: null, to: at(5) }, at(5))).toBeUndefined();
  });
});
