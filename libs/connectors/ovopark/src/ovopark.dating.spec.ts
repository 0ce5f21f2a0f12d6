import fc from 'fast-check';
import { OvoparkDating } from './ovopark.dating.js';

const at = (seconds: number): Date => new Date(Date.parse('2026-03-05T01:00:00Z') + seconds * 1_000);

describe('the date of a request', () => {
  it('is the second it is made in, and a later one for the same request', () => {
    const dating = new OvoparkDating();
    expect(dating.date('a', at(0.9))).toEqual(at(0));
    expect(dating.date('a', at(0.95))).toEqual(at(1));
    expect(dating.date('b', at(0.95))).toEqual(at(0));
    expect(dating.date('a', at(1.1))).toEqual(at(2));
    expect(dating.date('a', at(9))).toEqual(at(9));
  });

  it('follows a clock that is set back', () => {
    const dating = new OvoparkDating();
    dating.date('a', at(900));
    expect(dating.date('a', at(0))).toEqual(at(0));
  });

  it('is never given twice while time goes on, and never far ahead of it', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2_000 })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(steps, (made) => {
        const dating = new OvoparkDating();
        const given = new Set<string>();
        let passed = 0;
        for (const [request, ms] of made) {
          passed += ms;
          const now = at(passed / 1_000);
          const dated = dating.date(request, now);
          const ahead = dated.getTime() - now.getTime();
          expect(ahead).toBeGreaterThan(-1_000);
          expect(ahead).toBeLessThan(25_000);
          given.add(`${request} ${dated.toISOString()}`);
        }
        expect(given.size).toBe(made.length);
      }),
    );
  });
});
