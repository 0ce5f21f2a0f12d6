import { type Refusal, refusal } from '#domain/refusal.js';
import type { DiscrepancyState } from './keep-rule.js';

/** What a person can say of a discrepancy: it is none, it stays as it is, or it is to be looked at after all. */
export const JUDGEMENTS = ['dismiss', 'accept', 'reopen'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];
export type Decision = Judgement | 'assign';

/** A discrepancy as far as a decision depends on it. */
export interface Decided {
  readonly state: DiscrepancyState;
  readonly assignee: string | null;
}

/** `unchanged`: it is so already, whoever said it. */
export type Verdict =
  | { readonly kind: 'write' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly why: Refusal };

export const STATE_OF = {
  dismiss: 'dismissed',
  accept: 'accepted',
  reopen: 'open',
} as const satisfies Readonly<Record<Judgement, DiscrepancyState>>;

/** What comes of a decision. Of two people who decide at once the second finds what the first has said. */
export function verdictOf(one: Decided, decision: Decision, assignee: string | null): Verdict {
  if (one.state === 'closed') return { kind: 'refused', why: refusal('discrepancy_closed') };
  if (decision === 'assign') return { kind: one.assignee === assignee ? 'unchanged' : 'write' };

  if (one.state === STATE_OF[decision]) return { kind: 'unchanged' };
  if (decision === 'reopen' || one.state === 'open') return { kind: 'write' };
  return { kind: 'refused', why: refusal('discrepancy_decided', { decided: one.state }) };
}
