import type { AskReason, SubmissionState } from '#reporting/derive/submission-rule.js';
import type { Figures } from '#reporting/figures/figures.js';

/** The hour's last submission that did not give way to another. */
export interface ComparedSubmission {
  readonly state: SubmissionState;
  /** Since when it stands so: settled, or for the first time of unknown outcome. */
  readonly since: Date;
}

/** All that comparing a derived hour depends on, beside the accounts and the time. */
export interface ComparedHour {
  readonly storeId: string;
  readonly start: Date;
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
}
