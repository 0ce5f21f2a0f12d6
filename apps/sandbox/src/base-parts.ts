import type { CallLog } from './call-log.js';
import type { FaultBook } from './faults.js';
import type { Journal } from './journal.js';
import type { Poster } from './outbound/post.js';

/** What every vendor of the sandbox is built on. */
export interface BaseParts {
  readonly journal: Journal;
  readonly poster: Poster;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly random: () => number;
}
