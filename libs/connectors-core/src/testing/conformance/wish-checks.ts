import type { ConnectorCase } from '../connector-case.js';
import { operationsOf } from './every-operation.js';
import type { Check } from './rig.js';
import { errorOf, Rig } from './rig.js';

const HOUR_MS = 3_600_000;
const DATE = 'Fri, 05 Jan 2024 09:30:00 GMT';
const DATE_AND_HALF_A_MINUTE = 'Fri, 05 Jan 2024 09:30:30 GMT';

/** What a vendor may write into Retry-After, and how long it means, ms. */
const WISHES: readonly (readonly [wish: string, ms: number | undefined])[] = [
  ['7', 7_000],
  ['1.5', 1_500],
  ['2015', 2_015_000],
  ['86400', HOUR_MS],
  [DATE_AND_HALF_A_MINUTE, 30_000],
  [DATE, 0],
  ['2024-01-05 09:30:30', undefined],
  ['soon', undefined],
];

/** A vendor that wants to be left alone is, for as long as it says, whatever was asked of it. */
export function wishChecks(input: ConnectorCase): Check[] {
  return operationsOf(input).map(([operation, run]) => ({
    name: `${operation}: when the vendor wants to be asked again is kept, in each of its forms`,
    run: async () => {
      for (const [wish, ms] of WISHES) {
        await Rig.use(input, async (rig) => {
          rig.vendor.answer({ status: 429, headers: { 'retry-after': wish, date: DATE } });
          const { code, retryAfterMs } = await errorOf(() => run(rig));
          expect([wish, code, retryAfterMs]).toEqual([wish, 'rate_limited', ms]);
        });
      }
    },
  }));
}
