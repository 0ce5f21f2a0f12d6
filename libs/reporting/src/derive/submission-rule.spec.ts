import fc from 'fast-check';
import { causeOf, type Earlier, nextStep, SUBMISSION_STATES } from './submission-rule.js';

const earlier = (fields: Partial<Earlier>): Earlier => ({
  id: 's1',
  accountId: 'a1',
  revisionId: 'r1',
  state: 'waiting',
  settled: false,
  held: false,
  superseded: false,
  cover: false,
  mayHaveLanded: false,
  cause: 'first',
  createdAt: new Date(0),
  revisionAt: new Date(0),
  ...fields,
});
const accepted = earlier({ state: 'accepted', settled: true, mayHaveLanded: true });
const failed = earlier({ state: 'failed', settled: true });
const conflict = earlier({ state: 'conflict', settled: true });
const unknown = earlier({ state: 'unknown', mayHaveLanded: true });
const held = earlier({ held: true, mayHaveLanded: true });

const step = (of: readonly Earlier[], revisionId = 'r1', asked = true) =>
  nextStep(of, { accountId: 'a1', revisionId, asked });
const submit = (cover: boolean, supersede: readonly string[] = []) => ({ step: 'submit', cover, supersede });

describe('the next step of an hour', () => {
  it('is its first report, without cover, when nothing may have landed', () => {
    expect(step([])).toEqual(submit(false));
    expect(step([failed])).toEqual(submit(false));
  });

  it('covers what may have landed, once the figures differ', () => {
    for (const one of [accepted, unknown, held]) {
      expect(step([one], 'r2')).toMatchObject({ step: 'submit', cover: true });
      expect(step([one], 'r2', false)).toMatchObject({ step: 'submit', cover: true });
    }
  });

  it('covers what somebody else has reported only when a person asks', () => {
    for (const revision of ['r1', 'r2']) {
      expect(step([conflict], revision)).toEqual(submit(true));
      expect(step([conflict], revision, false)).toMatchObject({ step: 'leave' });
    }
    expect(step([conflict], 'r2', false)).toEqual({ step: 'leave', reason: 'conflict' });
    expect(step([unknown, { ...conflict, id: 's2' }], 'r2', false)).toMatchObject({ cover: true });
  });

  it('covers what a person wanted covered, also when a later revision takes its place', () => {
    const asked = earlier({ id: 's2', revisionId: 'r2', cover: true });
    expect(step([conflict, asked], 'r3', false)).toEqual(submit(true, ['s2']));
  });

  it('needs no cover after a revision that was never sent, and supersedes it', () => {
    expect(step([earlier({})], 'r2')).toEqual(submit(false, ['s1']));
  });

  it('supersedes one of unknown outcome, but not one that is being sent', () => {
    expect(step([unknown], 'r2')).toEqual(submit(true, ['s1']));
    expect(step([held], 'r2')).toEqual(submit(true));
  });

  it('is nothing when the same figures were accepted', () => {
    expect(step([accepted])).toEqual({ step: 'leave', reason: 'accepted' });
  });

  it('is never a second submission of figures that are under way', () => {
    expect(step([earlier({})])).toEqual({ step: 'hasten', id: 's1' });
    expect(step([unknown])).toEqual({ step: 'hasten', id: 's1' });
    expect(step([held])).toEqual({ step: 'leave', reason: 'under way' });
    expect(step([earlier({})], 'r1', false)).toEqual({ step: 'leave', reason: 'under way' });
  });

  it('tries a failure again, and overrides a conflict, only when asked', () => {
    expect(step([accepted, earlier({ ...failed, id: 's2', revisionId: 'r2' })], 'r2')).toEqual(submit(true));
    expect(step([conflict])).toEqual(submit(true));
    expect(step([failed], 'r1', false)).toEqual({ step: 'leave', reason: 'settled' });
    expect(step([conflict], 'r1', false)).toEqual({ step: 'leave', reason: 'conflict' });
  });

  it('asks only what this account may have', () => {
    expect(step([earlier({ ...accepted, accountId: 'a2' })])).toEqual(submit(false));
    expect(step([earlier({ accountId: 'a2' })])).toEqual(submit(false, ['s1']));
  });

  describe('whatever there is already', () => {
    const anEarlier: fc.Arbitrary<Earlier> = fc
      .record({
        id: fc.uuid(),
        accountId: fc.constantFrom('a1', 'a2'),
        revisionId: fc.constantFrom('r1', 'r2'),
        state: fc.constantFrom(...SUBMISSION_STATES),
        settled: fc.boolean(),
        held: fc.boolean(),
        superseded: fc.boolean(),
        cover: fc.boolean(),
        attempted: fc.boolean(),
      })
      .map(({ attempted, ...one }) => ({
        ...earlier({}),
        ...one,
        mayHaveLanded: attempted || one.held || one.state === 'accepted' || one.state === 'unknown',
      }));
    const some = fc.array(anEarlier, { maxLength: 5 });
    const ours = (of: readonly Earlier[]) => of.filter(({ accountId }) => accountId === 'a1');

    it('is never a submission without cover once something of ours may be there', () => {
      fc.assert(
        fc.property(some, fc.boolean(), (of, asked) => {
          const next = step(of, 'r2', asked);
          fc.pre(next.step === 'submit' && ours(of).some(({ mayHaveLanded }) => mayHaveLanded));
          expect(next).toMatchObject({ cover: true });
        }),
      );
    });

    it('covers nothing where nothing of ours may be there and nobody asked', () => {
      fc.assert(
        fc.property(some, (of) => {
          const next = step(of, 'r2', false);
          fc.pre(!ours(of).some(({ mayHaveLanded, cover, settled }) => mayHaveLanded || (cover && !settled)));
          if (next.step === 'submit') expect(next.cover).toBe(false);
        }),
      );
    });
  });

  it('starts anew where the same figures had given way to another account', () => {
    expect(step([earlier({ ...failed, superseded: true })], 'r1', false)).toEqual(submit(false));
  });
});

describe('why a submission is made', () => {
  it.each([
    [false, false, 'first'],
    [true, false, 'restated'],
    [false, true, 'requested'],
    [true, true, 'requested'],
  ] as const)('cover %s, asked %s: %s', (cover, asked, cause) => {
    expect(causeOf({ cover }, asked)).toBe(cause);
  });
});
