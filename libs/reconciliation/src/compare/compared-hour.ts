import type { Fen } from '#domain/money.js';
import type { AskReason, SubmissionState } from '#reporting/derive/submission-rule.js';
import type { Figures } from '#reporting/figures/figures.js';

/** The hour's last submission that did not give way to another. */
export interface ComparedSubmission {
  readonly state: SubmissionState;
  /** Since when it stands so: settled, or for the first time of unknown outcome. */
  readonly since: Date;
}

/** What a vendor has of an hour's tickets. */
export interface ComparedTickets {
  /** By which its source lists the store's: the vendor's ids of it. */
  readonly streams: readonly string[];
  readonly count: number;
  /** Null: one of them has no amount or no time, or is not filled yet. */
  readonly totalFen: Fen | null;
  /** When the last of them was first seen; null: there is none. */
  readonly since: Date | null;
}

/** All that comparing a derived hour depends on, beside the accounts and the time. */
export interface ComparedHour {
  readonly storeId: string;
  readonly start: Date;
  readonly end: Date;
  /** Who it is reported to; null: nobody has been told of it. */
  readonly accountId: string | null;
  /** Its latest revision, and since when that holds. */
  readonly ledger: Figures;
  readonly revisedAt: Date;
  /** What the account's vendor has accepted last; null: nothing, or its revision is not kept any more. */
  readonly accepted: Figures | null;
  readonly submission: ComparedSubmission | null;
  /** Changes settle before they are reported. */
  readonly settles: boolean;
  /** Why it waits for a person before it is reported again. */
  readonly asks: AskReason | null;
  /** Of an account that says that they are the same sales; null: they are not looked at. */
  readonly tickets: ComparedTickets | null;
}
