import fc from 'fast-check';
import { GIVE_UP_AFTER_MS, type RunnerLook, RunnerWatch } from './runner-watch.js';

const live = (at: number): RunnerLook => ({ isLive: true, databaseAnswered: true, at });
const gone = (at: number, databaseAnswered = true): RunnerLook => ({ isLive: false, databaseAnswered, at });

describe('the watch over the workers', () => {
  it('starts them anew at once, then at growing pauses', () => {
    const watch = new RunnerWatch();
    watch.look(live(0));
    const starts = Array.from({ length: 40 }, (_, second) => second * 1_000).filter(
      (at) => watch.look(gone(at)) === 'start',
    );
    expect(starts).toEqual([0, 1_000, 3_000, 7_000, 15_000, 25_000, 35_000]);
  });

  it('waits, however long, while the database does not answer, and starts when it does', () => {
    const watch = new RunnerWatch();
    watch.look(live(0));
    const verdicts = Array.from({ length: 1_000 }, (_, n) => watch.look(gone(n * 5_000, false)));
    expect(new Set(verdicts)).toEqual(new Set(['wait']));
    expect(watch.look(gone(5_000_000))).toBe('start');
  });

  it('gives up after a minute in which the database answered all the time', () => {
    const watch = new RunnerWatch();
    watch.look(live(0));
    watch.look(gone(0));
    watch.look(gone(59_000, false));
    watch.look(gone(60_000));
    expect(watch.look(gone(60_000 + GIVE_UP_AFTER_MS - 1))).not.toBe('give_up');
    expect(watch.look(gone(60_000 + GIVE_UP_AFTER_MS))).toBe('give_up');
  });

  it('knows for how long they have been gone, also when nobody looks', () => {
    const watch = new RunnerWatch();
    expect(watch.goneForMs(9_000)).toBe(0);
    watch.look(live(1_000));
    watch.look(gone(2_000));
    expect(watch.goneForMs(31_000)).toBe(30_000);
    watch.look(live(32_000));
    expect(watch.goneForMs(32_000)).toBe(0);
  });

  it('never gives up sooner than a minute after it last saw them or the database was silent', () => {
    const look = fc.record({ isLive: fc.boolean(), databaseAnswered: fc.boolean(), pause: fc.nat(20_000) });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
        const watch = new RunnerWatch();
        let [at, badSince] = [0, 0];
        for (const { isLive, databaseAnswered, pause } of looks) {
          at += pause;
          if (isLive || !databaseAnswered) badSince = at;
          const verdict = watch.look({ isLive, databaseAnswered, at });
          if (verdict === 'give_up') expect(at - badSince).toBeGreaterThanOrEqual(GIVE_UP_AFTER_MS);
        }
      }),
    );
  });
});
