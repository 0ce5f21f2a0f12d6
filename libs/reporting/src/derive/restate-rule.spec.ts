import fc from 'fast-check';
import type { Figures } from '../figures/figures.js';
import { DEFAULT_RESTATE_SETTINGS } from '../reporting-settings.js';
import { type ChangedHour, stepByItself, stepWhileUnbound, type UnboundHour } from './restate-rule.js';
import type { Earlier } from './submission-rule.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const END = new Date('2026-03-05T02:00:00Z');
const after = (minutes: number): Date => new Date(END.getTime() + minutes * MINUTE);
const yuan = (total: number): Figures => ({ totalFen: BigInt(total * 100), orders: 1, items: 1, lines: 1 });

const submission = (fields: Partial<Earlier> = {}): Earlier => ({
  id: 's1',
  accountId: 'a',
  revisionId: 'r1',
  state: 'accepted',
  settled: true,
  held: false,
  superseded: false,
  cover: false,
  cause: 'first',
  createdAt: after(10),
  revisionAt: after(10),
  mayHaveLanded: fields.state !== 'waiting' && fields.state !== 'failed',
  ...fields,
});
const waiting = { state: 'waiting', settled: false } as const;
const unknown = { state: 'unknown', settled: false } as const;

/** Reported with ten yuan as r1, and eleven as r2 since an hour after its end. */
const changed = (fields: Partial<ChangedHour> = {}): ChangedHour => ({
  accountId: 'a',
  revisionId: 'r2',
  figures: yuan(11),
  end: END,
  revisedAt: after(60),
  earlier: [submission()],
  reported: yuan(10),
  covers: 'auto',
  negativeHours: 'hold',
  ...fields,
});
const step = (hour: ChangedHour, minutes = 65) =>
  stepByItself(hour, after(minutes), DEFAULT_RESTATE_SETTINGS);
const cover = { step: 'submit', cover: true, supersede: [] };
const asks = (why: string, supersede: string[] = []) => ({ step: 'asks', why, supersede });

describe('an hour that has changed', () => {
  it('is covered five minutes after it last changed, and not before', () => {
    expect(step(changed(), 60)).toEqual({ step: 'settles', until: after(65) });
    expect(step(changed(), 64.99)).toEqual({ step: 'settles', until: after(65) });
    expect(step(changed(), 65)).toEqual(cover);
    expect(step(changed({ revisedAt: after(64) }))).toEqual({ step: 'settles', until: after(69) });
  });

  it('asks where nobody has confirmed a cover, or the setting says so, once it has settled', () => {
    expect(step(changed({ covers: 'unconfirmed' }))).toEqual(asks('unconfirmed'));
    expect(step(changed({ covers: 'setting' }))).toEqual(asks('setting'));
    expect(step(changed({ covers: 'setting' }), 60)).toMatchObject({ step: 'settles' });
  });

  it('asks once it ended more than 35 days ago, whatever the setting', () => {
    const late = (minutes: number) => step(changed({ revisedAt: after(minutes - 5) }), minutes);
    expect(late(35 * 1_440)).toEqual(cover);
    expect(late(35 * 1_440 + 0.001)).toEqual(asks('old'));
  });

  it('asks where it is below zero, the first time too, unless the rules send it', () => {
    const below = { figures: yuan(-1) };
    expect(step(changed(below), 60)).toEqual(asks('negative'));
    expect(step(changed({ ...below, earlier: [], reported: undefined }))).toEqual(asks('negative'));
    expect(step(changed({ ...below, negativeHours: 'send' }))).toEqual(cover);
    const unsent = submission({ id: 's2', ...waiting });
    expect(step(changed({ ...below, earlier: [submission(), unsent] }))).toEqual(asks('negative', ['s2']));
  });

  it('is not sent where it is what the vendor has again, nor what was to change that', () => {
    const back = { revisionId: 'r3', figures: yuan(10) };
    expect(step(changed(back), 60)).toEqual({ step: 'back', supersede: [] });
    const unsent = submission({ id: 's2', revisionId: 'r2', ...waiting });
    expect(step(changed({ ...back, earlier: [submission(), unsent] }))).toEqual({
      step: 'back',
      supersede: ['s2'],
    });
    const underWay = submission(unknown);
    expect(step(changed({ ...back, earlier: [underWay] }))).toEqual({ step: 'back', supersede: [] });
  });

  it('is sent where nobody knows whether the vendor has the same', () => {
    const same = { revisionId: 'r3', figures: yuan(10) };
    const gaveWay = submission({ state: 'unknown', superseded: true });
    expect(step(changed({ ...same, earlier: [gaveWay] }))).toEqual(cover);
    expect(step(changed({ ...same, reported: undefined }))).toEqual(cover);
  });

  it('goes its way at once where the vendor has nothing of it', () => {
    const never = { reported: undefined, covers: 'unconfirmed' } as const;
    const plain = { ...cover, cover: false };
    expect(step(changed({ ...never, earlier: [] }), 60)).toEqual(plain);
    expect(step(changed({ ...never, earlier: [submission({ state: 'failed' })] }), 60)).toEqual(plain);
    const unsent = submission(waiting);
    expect(step(changed({ ...never, earlier: [unsent] }), 60)).toEqual({ ...plain, supersede: ['s1'] });
    const elsewhere = submission({ accountId: 'b' });
    expect(step(changed({ ...never, earlier: [elsewhere] }), 60)).toEqual(plain);
  });

  it('takes the place at once of a cover that was not sent yet', () => {
    const unsent = submission({ id: 's2', revisionId: 'r2', cause: 'requested', ...waiting });
    const hour = changed({ revisionId: 'r3', covers: 'setting', earlier: [submission(), unsent] });
    expect(step(hour, 60)).toEqual({ ...cover, supersede: ['s2'] });
  });

  it('is not reported because what was said before is to be said once more, which goes on', () => {
    const confirm = submission({ id: 's2', cause: 'confirm', cover: true, ...waiting });
    const hour = changed({ revisionId: 'r3', covers: 'setting', earlier: [submission(), confirm] });
    expect(step(hour)).toEqual(asks('setting'));
    expect(step({ ...hour, figures: yuan(10) })).toEqual({ step: 'back', supersede: [] });
    expect(step({ ...hour, figures: yuan(-1) })).toEqual(asks('negative'));
  });

  it('is left to a person where somebody else has reported it', () => {
    const disputed = submission({ state: 'conflict', mayHaveLanded: false });
    expect(step(changed({ earlier: [disputed] }))).toEqual({ step: 'leave', reason: 'conflict' });
  });

  const restated = (minutes: number, fields: Partial<Earlier> = {}) =>
    submission({
      id: `m${minutes}`,
      revisionId: `m${minutes}`,
      cause: 'restated',
      createdAt: after(minutes),
      ...fields,
    });

  it('is restated at most every half hour', () => {
    const hour = changed({ earlier: [submission(), restated(50)] });
    expect(step(hour)).toEqual({ step: 'settles', until: after(80) });
    expect(step(hour, 80)).toEqual(cover);
    const asked = submission({ ...restated(50), cause: 'requested' });
    expect(step(changed({ earlier: [submission(), asked] }))).toEqual(cover);
    const unsent = restated(50, { state: 'failed', superseded: true });
    expect(step(changed({ earlier: [submission(), unsent] }))).toEqual(cover);
  });

  it('is restated at most eight times a day', () => {
    const eight = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => restated(at * 100));
    const at = (minutes: number, earlier: readonly Earlier[]) =>
      step(changed({ earlier, revisedAt: after(minutes - 5) }), minutes);
    expect(at(1_000, eight)).toEqual({ step: 'settles', until: after(1_440) });
    expect(at(1_440, eight)).toEqual(cover);
    expect(at(1_000, eight.slice(1))).toEqual(cover);
  });
});

describe('an hour that changes again and again, looked at as its steps say', () => {
  const changes = fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 90 }), total: fc.integer({ min: 0, max: 2 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );

  /** The vendor accepts everything at once. @returns what was sent, and what became of the hour in the end */
  function play(changesMade: readonly { wait: number; total: number }[]) {
    const sent: { at: number; lastChange: number; total: bigint; before: bigint }[] = [];
    const earlier: Earlier[] = [submission()];
    let [reported, revised, revision, due] = [yuan(10), -Infinity, 1, Infinity];
    let figures = yuan(10);
    const look = (now: number): void => {
      const hour = changed({
        revisionId: `r${revision}`,
        figures,
        revisedAt: new Date(revised),
        earlier,
        reported,
      });
      const next = stepByItself(hour, new Date(now), DEFAULT_RESTATE_SETTINGS);
      due = next.step === 'settles' ? next.until.getTime() : Infinity;
      if (next.step !== 'submit') return;
      sent.push({ at: now, lastChange: revised, total: figures.totalFen, before: reported.totalFen });
      earlier.push(restated(now, revision));
      reported = figures;
    };
    let now = END.getTime();
    for (const { wait, total } of changesMade) {
      now += wait * MINUTE;
      while (due < now) look(due);
      if (figures.totalFen === BigInt(total * 100)) continue;
      [figures, revised, revision] = [yuan(total), now, revision + 1];
      look(now);
    }
    while (due < Infinity) look(due);
    return { sent, figures, reported };
  }
  const restated = (now: number, revision: number): Earlier =>
    submission({
      id: `s${revision}`,
      revisionId: `r${revision}`,
      cause: 'restated',
      createdAt: new Date(now),
    });

  it('is settled, rarely enough, never for nothing, and right in the end', () => {
    fc.assert(
      fc.property(changes, (made) => {
        const { sent, figures, reported } = play(made);
        expect(reported).toEqual(figures);
        sent.forEach(({ at, lastChange, total, before }, index) => {
          expect(at - lastChange).toBeGreaterThanOrEqual(DEFAULT_RESTATE_SETTINGS.settleMs);
          expect(total).not.toBe(before);
          if (index > 0)
            expect(at - sent[index - 1]!.at).toBeGreaterThanOrEqual(DEFAULT_RESTATE_SETTINGS.everyMs);
          if (index >= 8) expect(at - sent[index - 8]!.at).toBeGreaterThanOrEqual(DAY);
        });
      }),
    );
  });
});

describe('a changed hour that no account takes', () => {
  const unbound = (fields: Partial<UnboundHour> = {}) => stepWhileUnbound(changed(fields));
  const same = { revisionId: 'r3', figures: yuan(10) };

  it('asks where whoever was told of it last has other figures, whatever they were told before', () => {
    expect(unbound()).toEqual(asks('unbound'));
    const elsewhere = submission({ id: 's2', accountId: 'b', revisionId: 'r2' });
    expect(unbound({ ...same, earlier: [submission(), elsewhere] })).toEqual({ step: 'back', supersede: [] });
    expect(unbound({ ...same, reported: yuan(9), earlier: [submission(), elsewhere] })).toEqual(
      asks('unbound'),
    );
  });

  it('asks where nobody knows whether the vendor has the same', () => {
    const gaveWay = submission({ state: 'unknown', superseded: true });
    expect(unbound({ ...same, earlier: [gaveWay] })).toEqual(asks('unbound'));
    expect(unbound({ ...same, reported: undefined })).toEqual(asks('unbound'));
  });

  it('waits for nobody where the vendor has the same, or its very revision was reported', () => {
    expect(unbound(same)).toEqual({ step: 'back', supersede: [] });
    expect(unbound({ revisionId: 'r1', reported: undefined })).toEqual({ step: 'back', supersede: [] });
  });

  it('waits for nobody where nobody was told', () => {
    expect(unbound({ earlier: [], reported: undefined })).toEqual({ step: 'untold', supersede: [] });
  });

  it('never sends what was not sent yet, and lets go on what may have got there or makes sure of it', () => {
    const unsent = submission({ id: 's2', revisionId: 'r2', ...waiting });
    expect(unbound({ earlier: [submission(), unsent] })).toEqual(asks('unbound', ['s2']));
    expect(unbound({ ...same, earlier: [submission(), unsent] })).toMatchObject({ supersede: ['s2'] });
    expect(unbound({ earlier: [unsent], reported: undefined })).toEqual({
      step: 'untold',
      supersede: ['s2'],
    });
    const confirming = submission({ id: 's2', ...waiting, cause: 'confirm' });
    expect(unbound({ earlier: [submission(unknown), confirming] })).toEqual(asks('unbound'));
    const held = submission({ id: 's2', revisionId: 'r2', ...waiting, held: true, mayHaveLanded: true });
    expect(unbound({ earlier: [submission(), held] })).toEqual({ step: 'back', supersede: [] });
  });
});
