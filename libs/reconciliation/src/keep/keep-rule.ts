import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { Comparison } from '../compare/comparison.js';
import type { Difference } from '../compare/difference.js';

export const DISCREPANCY_STATES = ['open', 'dismissed', 'accepted', 'closed'] as const;
export type DiscrepancyState = (typeof DISCREPANCY_STATES)[number];

/** A discrepancy of the subject that stands, or ended so lately that the same one would be it again. */
export interface KnownDiscrepancy {
  readonly id: string;
  readonly rule: RuleCode;
  readonly key: string;
  readonly state: DiscrepancyState;
  readonly severity: Severity;
  readonly fingerprint: string;
  /** What was dismissed or accepted. */
  readonly judged: string | null;
}

/** What becomes of the subject's discrepancies. */
export type Change =
  | { readonly step: 'open'; readonly difference: Difference }
  | { readonly step: 'reopen' | 'update'; readonly id: string; readonly difference: Difference }
  | { readonly step: 'close'; readonly id: string; readonly by: string };

/**
 * What a comparison makes of what is known. A rule that could not judge ends nothing, and a difference that is left
 * time does not end; what was dismissed or accepted stays so until its fingerprint is another.
 */
export function keep(known: readonly KnownDiscrepancy[], comparison: Comparison): Change[] {
  const found = comparison.differences.flatMap((difference) => changeOf(difference, known));
  const ended = known
    .filter((one) => one.state !== 'closed' && isOver(one, comparison))
    .map(({ id }) => ({ step: 'close' as const, id, by: 'agrees' }));
  return [...found, ...ended];
}

function changeOf(difference: Difference, known: readonly KnownDiscrepancy[]): Change[] {
  const same = known.filter((one) => one.rule === difference.rule && one.key === difference.key);
  const live = same.find(({ state }) => state !== 'closed');
  const [ended] = same;
  if (live === undefined)
    return ended === undefined
      ? [{ step: 'open', difference }]
      : [{ step: 'reopen', id: ended.id, difference }];
  const isSame = live.fingerprint === difference.fingerprint && live.severity === difference.severity;
  if (live.state === 'open') return isSame ? [] : [{ step: 'update', id: live.id, difference }];
  return live.judged === difference.fingerprint ? [] : [{ step: 'reopen', id: live.id, difference }];
}

function isOver({ rule, key }: KnownDiscrepancy, { differences, silent, pending }: Comparison): boolean {
  const isMeant = (one: Pick<Difference, 'rule' | 'key'>): boolean => one.rule === rule && one.key === key;
  return !silent.has(rule) && !differences.some(isMeant) && !pending.some(isMeant);
}
