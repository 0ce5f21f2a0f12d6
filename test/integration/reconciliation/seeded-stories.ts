import type { RuleCode } from '#domain/discrepancy-rule.js';
import { RIGHT, WRONG } from './seeded-kinds.js';
import { type Random, shuffled } from './seeded-random.js';
import { type Statement, Telling } from './seeded-telling.js';

/** An order as everybody tells of it, and what is wrong with it: nothing, unless a rule is named. */
export interface Story {
  readonly kind: string;
  readonly no: string;
  readonly says: readonly Statement[];
  /** What is found once every patience but a day's is over, one for each discrepancy, by name. */
  readonly soon: readonly RuleCode[];
  /** And what a day later. */
  readonly aDayLater: readonly RuleCode[];
}

/** So many orders, of each wrong kind so many; all others are right. */
export function someStories(random: Random, prefix: string, orders: number, ofEachKind: number): Story[] {
  const wrong = Object.entries(WRONG).flatMap(([kind, { soon = [], aDayLater = [], tell }]) =>
    Array.from({ length: ofEachKind }, () => ({ kind, soon, aDayLater: [...soon, ...aDayLater], tell })),
  );
  const right = Array.from({ length: orders - wrong.length }, (_one, index) => ({
    ...{ kind: 'right', soon: [], aDayLater: [] },
    tell: RIGHT[index % RIGHT.length]!,
  }));
  return shuffled([...wrong, ...right], random).map(({ tell, aDayLater, ...story }, index) => {
    const no = `${prefix}-${String(index)}`;
    const { says } = tell(new Telling(no, random), random);
    return { ...story, aDayLater: [...aDayLater].sort(), no, says };
  });
}
