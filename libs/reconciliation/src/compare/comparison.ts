import { digestOf } from '#domain/digest.js';
import type { AccountFacts } from './account-facts.js';
import type { Difference, Found, Judged, Silence } from './difference.js';
import { isOfTime, type JudgedRule, patienceMs, severityOf } from './rules.js';

/** What of a subject was found, could not be judged, or is left time. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** By rule. */
  readonly silent: ReadonlyMap<string, Silence>;
  /** Differences whose patience is not over: neither found nor ended. */
  readonly pending: readonly Pick<Difference, 'rule' | 'key'>[];
  /** When it is to be compared again though nothing of it changes. */
  readonly lookAgainAt: Date | null;
}

export const AGREES: Comparison = { differences: [], silent: new Map(), pending: [], lookAgainAt: null };

/** A comparison to which rule after rule adds what it says. */
export interface Gathered extends Comparison {
  readonly differences: Difference[];
  readonly silent: Map<string, Silence>;
  readonly pending: Pick<Difference, 'rule' | 'key'>[];
  lookAgainAt: Date | null;
}

export const nothingYet = (): Gathered => ({
  differences: [],
  silent: new Map(),
  pending: [],
  lookAgainAt: null,
});

export function addSilence(made: Gathered, rule: JudgedRule, { silent }: Judged, until: Date | null): void {
  if (silent === null) return;
  made.silent.set(rule, silent);
  if (until !== null) lookAt(made, until);
}

/** @param account whose settings hold */
export function addFound(
  made: Gathered,
  rule: JudgedRule,
  found: Found,
  account: AccountFacts | undefined,
  now: Date,
): void {
  const patience = found.isFinal === true ? 0 : patienceMs(rule, account);
  const over = found.since.getTime() + patience;
  if (over <= now.getTime()) {
    made.differences.push(toDifference(rule, found));
    return;
  }
  if (!isOfTime(rule)) made.pending.push({ rule, key: found.key });
  lookAt(made, new Date(over));
}

function lookAt(made: Gathered, at: Date): void {
  if (made.lookAgainAt === null || at < made.lookAgainAt) made.lookAgainAt = at;
}

/** What is told beside is shown with the evidence, and no other number of it opens anything anew. */
const toDifference = (rule: JudgedRule, { beside, ...found }: Found): Difference => ({
  ...found,
  evidence: { ...found.evidence, ...beside },
  rule,
  severity: severityOf(rule),
  fingerprint: digestOf(found.evidence),
});
