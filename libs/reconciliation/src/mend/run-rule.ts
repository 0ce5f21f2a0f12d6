import type { Comparison } from '../compare/comparison.js';
import { type Difference, isSameOffer, type Silence } from '../compare/difference.js';
import type { Repair } from './repair.js';

/** What a repair is planned for. */
export type Planned = Pick<Repair, 'rule' | 'kind' | 'accountId' | 'legId' | 'fingerprint'> & {
  /** Of the discrepancy. */
  readonly key: string;
};

/** Whether a repair may be begun by what the vendors say now. */
export type Judgement =
  | { readonly is: 'holds'; readonly difference: Difference }
  /** A side cannot be judged just now. */
  | { readonly is: 'waits'; readonly why: Silence }
  | {
      readonly is: 'changed';
      readonly why: 'agrees' | 'facts_changed' | 'not_offered';
      readonly now: Difference | null;
    };

/** Judges anew: the same rule has to find the same, in the same numbers, and to offer the same repair still. */
export function judgeAnew(planned: Planned, { differences, silent, pending }: Comparison): Judgement {
  const why = silent.get(planned.rule);
  if (why !== undefined) return { is: 'waits', why };
  const isMeant = (one: Pick<Difference, 'rule' | 'key'>): boolean =>
    one.rule === planned.rule && one.key === planned.key;
  const difference = differences.find(isMeant);
  if (difference === undefined)
    return { is: 'changed', why: pending.some(isMeant) ? 'facts_changed' : 'agrees', now: null };
  if (difference.fingerprint !== planned.fingerprint)
    return { is: 'changed', why: 'facts_changed', now: difference };
  if (!difference.repairs.some((offer) => isSameOffer(offer, planned)))
    return { is: 'changed', why: 'not_offered', now: difference };
  return { is: 'holds', difference };
}
