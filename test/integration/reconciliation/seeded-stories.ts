import type { RuleCode } from '#domain/discrepancy-rule.js';
import { type Kind, RIGHT, WRONG } from './seeded-kinds.js';
import { type Random, shuffled } from './seeded-random.js';
import { type Statement, Telling, type Told } from './seeded-telling.js';

/** An order as everybody tells of it, and what is wrong with it: nothing, unless a rule is named. */
export interface Story {
  readonly kind: string;
  readonly no: string;
  readonly says: readonly Told[];
  /** What is found once it is told, one for each discrepancy, by name. */
  readonly atOnce: readonly RuleCode[];
  /** What once every patience but a day's is over. */
  readonly soon: readonly RuleCode[];
  /** And what a day later. */
  readonly aDayLater: readonly RuleCode[];
  /** Whether its vendors do not say again how their orders stand. */
  readonly isForgotten: boolean;
}

/** So many orders, of each wrong kind so many; all others are right. */
export function someStories(random: Random, prefix: string, orders: number, ofEachKind: number): Story[] {
  const wrong = Object.entries(WRONG).flatMap(([name, kind]) =>
    Array.from({ length: ofEachKind }, () => ({ name, kind })),
  );
  const right = Array.from({ length: orders - wrong.length }, (_one, index) => ({
    ...{ name: 'right', kind: { tell: RIGHT[index % RIGHT.length]! } },
  }));
  return shuffled([...wrong, ...right], random).map(({ name, kind }, index) =>
    told(name, kind, `${prefix}-${String(index)}`, random),
  );
}

function told(name: string, kind: Kind, no: string, random: Random): Story {
  const { atOnce = [], soon = [], aDayLater = [], isForgotten = false } = kind;
  const { says } = kind.tell(new Telling(no, random));
  const bySoon = [...atOnce, ...soon];
  return { kind: name, no, says, atOnce, soon: bySoon, aDayLater: [...bySoon, ...aDayLater], isForgotten };
}

/** How the orders of tills stand in the end, of those that anybody hears of again. */
export function lastSaidAtTills(stories: readonly Story[]): Statement[] {
  const last = new Map<string, Statement>();
  for (const one of stories.flatMap(({ isForgotten, says }) => (isForgotten ? [] : says))) {
    if (one.by !== 'till' && one.by !== 'counter') continue;
    const key = `${one.by} ${one.no} ${String(one.copy)}`;
    if (one.minute >= (last.get(key)?.minute ?? 0)) last.set(key, one);
  }
  return [...last.values()];
}
