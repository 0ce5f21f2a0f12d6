import { causeOf, type Earlier, nextStep } from './submission-rule.js';

const earlier = (fields: Partial<Earlier>): Earlier => ({
  id: 's1',
  accountId: 'a1',
  revisionId: 'r1',
  state: 'waiting',
  settled: false,
  held: false,
  superseded: false,
  mayHaveLanded: false,
  ...fields,
});
const accepted = earlier({ state: 'accepted', settled: true, mayHaveLanded: true });
const failed = earlier({ state: 'failed', settled: true });
const conflict = earlier({ state: 'conflict', settled: true, mayHaveLanded: true });
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
    for (const one of [accepted, conflict, unknown, held]) {
      expect(step([one], 'r2')).toMatchObject({ step: 'submit', cover: true });
      expect(step([one], 'r2', false)).toMatchObject({ step: 'submit', cover: true });
    }
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
    for (const one of [failed, conflict]) {
      expect(step([one], 'r1', false)).toEqual({ step: 'leave', reason: 'settled' });
    }
  });

  it('asks only what this account may have', () => {
    expect(step([earlier({ ...accepted, accountId: 'a2' })])).toEqual(submit(false));
    expect(step([earlier({ accountId: 'a2' })])).toEqual(submit(false, ['s1']));
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
