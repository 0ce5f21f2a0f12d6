import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { Comparison } from '../compare/comparison.js';
import { type Difference, isSameOffer, type RepairOffer } from '../compare/difference.js';

export const DISCREPANCY_STATES = ['open', 'dismissed', 'accepted', 'closed'] as const;
export type DiscrepancyState = (typeof DISCREPANCY_STATES)[number];
export type LiveState = Exclude<DiscrepancyState, 'closed'>;

/** A discrepancy of the subject that stands, or ended so lately that the same one would be it again. */
export interface KnownDiscrepancy {
  readonly id: string;
  readonly rule: RuleCode;
  readonly key: string;
  readonly state: DiscrepancyState;
  readonly severity: Severity;
  readonly fingerprint: string;
  readonly repairs: readonly RepairOffer[];
  /** What was dismissed or accepted. */
  readonly judged: string | null;
}

/** What becomes of the subject's discrepancies. */
export type Change =
  | { readonly step: 'open'; readonly state: LiveState; readonly difference: Difference }
  | {
      readonly step: 'reopen' | 'update';
      readonly id: string;
      readonly state: LiveState;
      readonly difference: Difference;
    }
  | { readonly step: 'close'; readonly id: string; readonly rule: RuleCode };

/** What these find is information: accepted from the beginning, unless somebody opens it. */
const ACCEPTED_AT_FIRST: ReadonlySet<RuleCode> = new Set(['refunded_after_completion']);

const firstState = (rule: RuleCode): LiveState => (ACCEPTED_AT_FIRST.has(rule) ? 'accepted' : 'open');

/**
 * What a comparison makes of what is known. A rule that could not judge ends nothing, and a difference that is left
 * time does not end; what was dismissed or accepted stays so until its fingerprint is another.
 * @param known the newest first
 */
export function keep(known: readonly KnownDiscrepancy[], comparison: Comparison): Change[] {
  const found = comparison.differences.flatMap((difference) => changeOf(difference, known));
  const ended = known
    .filter((one) => one.state !== 'closed' && isOver(one, comparison))
    .map(({ id, rule }) => ({ step: 'close' as const, id, rule }));
  return [...found, ...ended];
}

function changeOf(difference: Difference, known: readonly KnownDiscrepancy[]): Change[] {
  const same = known.filter((one) => one.rule === difference.rule && one.key === difference.key);
  const live = same.find(({ state }) => state !== 'closed');
  if (live !== undefined) return changeOfLive(difference, live);
  const [ended] = same;
  const state = firstState(difference.rule);
  return ended === undefined
    ? [{ step: 'open', state, difference }]
    : [{ step: 'reopen', id: ended.id, state, difference }];
}

function changeOfLive(difference: Difference, { id, state, ...live }: KnownDiscrepancy): Change[] {
  const isJudged = state !== 'open' && live.judged === difference.fingerprint;
  const isSame =
    live.fingerprint === difference.fingerprint &&
    live.severity === difference.severity &&
    areSame(live.repairs, difference.repairs);
  if (isSame && (state === 'open' || isJudged)) return [];
  if (state === 'open') return [{ step: 'update', id, state, difference }];
  if (isJudged && state !== 'closed') return [{ step: 'update', id, state, difference }];
  const next = firstState(difference.rule);
  return [{ step: next === 'open' ? 'reopen' : 'update', id, state: next, difference }];
}

/** The same numbers may be mended otherwise, or not at all any more: a till's order that is completed is not cancelled. */
const areSame = (known: readonly RepairOffer[], now: readonly RepairOffer[]): boolean =>
  known.length === now.length && now.every((offer) => known.some((one) => isSameOffer(one, offer)));

function isOver({ rule, key }: KnownDiscrepancy, { differences, silent, pending }: Comparison): boolean {
  const isMeant = (one: Pick<Difference, 'rule' | 'key'>): boolean => one.rule === rule && one.key === key;
  return !silent.has(rule) && !differences.some(isMeant) && !pending.some(isMeant);
}
