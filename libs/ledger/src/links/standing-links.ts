import { BY_PERSON, EXACT_EVIDENCE, TOLD } from '../links.store.js';

/** One link of a leg, as it was written. */
export interface LinkRow {
  readonly id: string;
  readonly leg_id: string;
  readonly order_id: string;
  readonly evidence: string;
  /** The link that holds no longer since this one. */
  readonly undoes: string | null;
  readonly act_id: string | null;
}

/** By what a leg is in an order of its own. */
export const FIRST_SEEN = 'first observation';

/** Evidence that made two orders one; all else only says why a leg is by itself. */
const LINKING: ReadonlySet<string> = new Set([...EXACT_EVIDENCE, TOLD, BY_PERSON]);

/** Evidence that a command to a till rests on: without it nobody knows whether the till has the order. */
const OF_COMMANDS: ReadonlySet<string> = new Set(['marker', 'receipt', TOLD]);

export const isLinking = ({ evidence }: Pick<LinkRow, 'evidence'>): boolean => LINKING.has(evidence);
export const isOfCommand = ({ evidence }: Pick<LinkRow, 'evidence'>): boolean => OF_COMMANDS.has(evidence);

/**
 * The links of one leg that nobody has undone, from the first to the one in force.
 * @param rows all of the leg's, the oldest first
 */
export function standingLinks(rows: readonly LinkRow[]): readonly LinkRow[] {
  const standing: LinkRow[] = [];
  for (const row of rows) {
    if (row.undoes !== null) standing.pop();
    // Back where it was: that is said by the link that holds again. One that was nowhere before begins anew.
    if (row.undoes === null || standing.at(-1)?.order_id !== row.order_id) standing.push(row);
  }
  return standing;
}
