import type { Comparison } from '../compare/comparison.js';
import { asksFirst, type Freshness } from './plan-rule.js';
import type { Repair } from './repair.js';
import { judgeAnew, type Planned } from './run-rule.js';

/** What the comparison after a repair has shown. */
export const VERIFICATIONS = ['mended', 'not_mended'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** What is known after the end of a repair. */
export interface AfterRepair {
  readonly comparison: Comparison;
  /** Whether the order's legs were confirmed since it ended. */
  readonly freshness: Freshness;
  readonly patienceMs: number;
}

/**
 * Whether a repair has mended anything; null: not known yet. The same difference is left the rule's patience, and is one
 * only once every vendor was asked since. That something else differs now is no matter of this repair.
 */
export function verify(
  planned: Planned & Pick<Repair, 'endedAt'>,
  { comparison, freshness, patienceMs }: AfterRepair,
  now: Date,
): Verification | null {
  const judged = judgeAnew(planned, comparison);
  if (judged.is === 'waits') return null;
  if (judged.is === 'changed' && judged.why === 'agrees') return 'mended';
  // One that is left time once more has not ended.
  if (judged.is === 'changed' && judged.why === 'facts_changed') return judged.now === null ? null : 'mended';
  if (planned.endedAt === null || now.getTime() < planned.endedAt.getTime() + patienceMs) return null;
  return !asksFirst(planned.kind) || freshness.is === 'fresh' ? 'not_mended' : null;
}
