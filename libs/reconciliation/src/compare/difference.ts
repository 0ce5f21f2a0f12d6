import type { RuleCode, Severity } from '#domain/discrepancy-rule.js';
import type { RepairKind } from '#domain/repair.js';

/** Both sides in numbers and words of ours, by name; texts name them. Money in fields that end in `Fen`, as digits. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface RepairOffer {
  readonly kind: RepairKind;
  /** Whose vendor would be asked or told. */
  readonly accountId: string;
  /** Which leg it is about, where it is about one. */
  readonly legId: string | null;
}

export const isSameOffer = (one: RepairOffer, other: RepairOffer): boolean =>
  one.kind === other.kind && one.accountId === other.accountId && one.legId === other.legId;

/** What a rule finds, whether or not its patience is over. */
export interface Found {
  /** Which of the order's, where the rule can find several; else empty. */
  readonly key: string;
  /** Since when the stories differ, as far as is known. */
  readonly since: Date;
  /** Whose settings hold: the account that would have to move. */
  readonly accountId: string;
  readonly evidence: Evidence;
  /** Shown with the evidence, and part of no fingerprint: what grows by itself while the difference is the same. */
  readonly beside?: Evidence;
  /** No time would end it: it counts at once, whatever patience there is. */
  readonly isFinal?: boolean;
  readonly repairs: readonly RepairOffer[];
}

export interface Difference extends Omit<Found, 'beside'> {
  readonly rule: RuleCode;
  readonly severity: Severity;
  /** Of what counts of the evidence. */
  readonly fingerprint: string;
}

/** Why a rule says nothing: a side cannot be judged. Never a difference, and never the end of one. */
export const SILENCES = [
  'not_filled',
  'account_paused',
  'account_unwell',
  'unknown_word',
  'dispatch_open',
  'not_covered',
  'not_listed',
  'reporting_open',
] as const;
export type Silence = (typeof SILENCES)[number];

/** What a rule finds of an order, or why it cannot be judged by it: never both. */
export interface Judged {
  readonly found: readonly Found[];
  readonly silent: Silence | null;
  /** Of a silence: when it may be over at the soonest; absent where nobody knows. */
  readonly lookAgainAt?: Date;
}

export const NOTHING: Judged = { found: [], silent: null };

const SILENT = Object.fromEntries(
  SILENCES.map((silent) => [silent, { found: [], silent }]),
) as unknown as Readonly<Record<Silence, Judged>>;

export const silentFor = (silent: Silence): Judged => SILENT[silent];

export const foundOnly = (found: readonly Found[]): Judged =>
  found.length === 0 ? NOTHING : { found, silent: null };
