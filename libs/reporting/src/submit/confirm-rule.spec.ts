import fc from 'fast-check';
import { confirmStep, type Report } from './confirm-rule.js';

const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(Date.UTC(2026, 2, 5) + minutes * MINUTE);

const report = (fields: Partial<Report>): Report => ({
  ...{ id: 's1', cause: 'restated', cover: true, settled: true, figures: '1' },
  ...{ unknownAt: null, acceptedSentAt: null },
  ...fields,
});
/** With cover, and its answer never came. */
const lost = report({ unknownAt: at(0) });
const followed = report({ id: 's2', figures: '2', acceptedSentAt: at(1) });

describe('a report with cover whose answer was lost', () => {
  it('is followed by the figures that hold, ten minutes after it ended', () => {
    expect(confirmStep([lost, followed], at(1))).toEqual({ step: 'again', at: at(10) });
    expect(confirmStep([lost, followed], at(10))).toEqual({ step: 'confirm', of: followed });
  });

  it('is waited for by its last attempt, and the last of several', () => {
    const second = report({ id: 's2', unknownAt: at(5), figures: '2' });
    const third = report({ id: 's3', acceptedSentAt: at(6), figures: '3' });
    expect(confirmStep([lost, second, third], at(10))).toEqual({ step: 'again', at: at(15) });
    expect(confirmStep([lost, second, third], at(15))).toEqual({ step: 'confirm', of: third });
  });

  it.each([
    ['says the same as what followed', [lost, { ...followed, figures: '1' }]],
    ['had no cover: the vendor refuses it', [{ ...lost, cover: false }, followed]],
    ['was known in the end and nothing followed', [{ ...lost, acceptedSentAt: at(1) }]],
    ['was followed ten minutes after it ended', [lost, { ...followed, acceptedSentAt: at(10) }]],
    ['was followed by nothing that was accepted', [lost, { ...followed, acceptedSentAt: null }]],
    ['came after what was accepted, and ended', [followed, { ...lost, id: 's3' }]],
  ])('changes nothing where it %s', (_where, reports) => {
    expect(confirmStep(reports, at(60))).toEqual({ step: 'done' });
  });

  it('waits while a report of the hour is under way', () => {
    const open = report({ id: 's3', settled: false });
    expect(confirmStep([lost, followed, open], at(60))).toEqual({ step: 'again', at: at(70) });
    expect(confirmStep([{ ...lost, settled: false }], at(60))).toEqual({ step: 'again', at: at(70) });
  });

  it('is confirmed once, whatever comes of that', () => {
    const confirm = { ...followed, id: 's3', cause: 'confirm' } as const;
    const accepted = { ...confirm, acceptedSentAt: at(11) };
    const inVain = { ...confirm, acceptedSentAt: null, unknownAt: at(30) };
    expect(confirmStep([lost, followed, accepted], at(60))).toEqual({ step: 'done' });
    expect(confirmStep([lost, followed, inVain], at(60))).toEqual({ step: 'done' });
  });

  it('is one that confirmed, too, where other figures followed it', () => {
    const confirm = {
      ...followed,
      id: 's3',
      cause: 'confirm',
      acceptedSentAt: null,
      unknownAt: at(12),
    } as const;
    const next = report({ id: 's4', figures: '3', acceptedSentAt: at(14) });
    expect(confirmStep([lost, followed, confirm, next], at(22))).toEqual({ step: 'confirm', of: next });
  });
});

/** One sending: how long after it ended the vendor works it off, minutes; null: never. An answered one at once. */
interface Sending {
  readonly lateBy: number | null;
}
interface Script {
  readonly figures: string;
  /** Of unknown outcome. */
  readonly lost: readonly Sending[];
  /** Whether it is tried until it is accepted, or gives way. */
  readonly accepted: boolean;
  readonly restMinutes: number;
}

const sending = fc.record({ lateBy: fc.option(fc.integer({ min: 0, max: 9 }), { nil: null }) });
const script: fc.Arbitrary<Script> = fc.record({
  figures: fc.constantFrom('1', '2', '3'),
  lost: fc.array(sending, { maxLength: 3 }),
  accepted: fc.boolean(),
  restMinutes: fc.integer({ min: 1, max: 12 }),
});

/** A vendor that takes what covers whenever it arrives, and what the books say of it. */
class Play {
  readonly reports: Report[] = [];
  private readonly arrivals: { readonly minute: number; readonly figures: string }[] = [];
  minute = 0;

  run({ figures, lost: lostOnes, accepted, restMinutes }: Script, cause: Report['cause'] = 'restated'): void {
    let [unknownAt, acceptedSentAt]: [Date | null, Date | null] = [null, null];
    for (const { lateBy } of lostOnes) {
      this.minute += 1;
      unknownAt = at(this.minute);
      if (lateBy !== null) this.arrivals.push({ minute: this.minute + lateBy, figures });
    }
    this.minute += 1;
    if (accepted) {
      acceptedSentAt = at(this.minute);
      this.arrivals.push({ minute: this.minute, figures });
    }
    const id = `s${String(this.reports.length)}`;
    this.reports.push(report({ id, cause, figures, unknownAt, acceptedSentAt }));
    this.minute += restMinutes;
  }

  /** In the order in which they arrived; of one minute, as they were sent. */
  get vendorHas(): string | undefined {
    return this.arrivals.toSorted((a, b) => a.minute - b.minute).at(-1)?.figures;
  }
}

it('leaves the vendor with the figures that were accepted last, where nothing is later than ten minutes', () => {
  fc.assert(
    fc.property(
      fc.array(script, { maxLength: 5 }),
      script,
      fc.array(sending, { maxLength: 7 }),
      (some, last, lostOnes) => {
        const play = new Play();
        for (const one of some) play.run(one);
        play.run({ ...last, accepted: true });
        const accepted = play.reports.at(-1)!.figures;
        let confirms = 0;
        for (let step = confirmStep(play.reports, at(play.minute)); step.step !== 'done';) {
          if (step.step === 'again') play.minute = (step.at.getTime() - at(0).getTime()) / MINUTE;
          else {
            expect(step.of.figures).toBe(accepted);
            confirms += 1;
            play.run({ figures: accepted, lost: lostOnes, accepted: true, restMinutes: 1 }, 'confirm');
          }
          step = confirmStep(play.reports, at(play.minute));
        }
        expect(play.vendorHas).toBe(accepted);
        expect(confirms).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 2_000 },
  );
});
