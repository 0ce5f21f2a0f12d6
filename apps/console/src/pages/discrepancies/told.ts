import type { ManyOutcome } from '../../api/many-discrepancies.js';

/** What was done to many, and what came of it. */
export interface Told {
  readonly act: string;
  readonly outcome: ManyOutcome;
}
