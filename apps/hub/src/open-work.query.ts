import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';

type OpenList = keyof typeof OPEN_STATES;

/** Work of an account that has not come to its end, in one state. */
export interface OpenWork {
  readonly accountId: string;
  readonly what: OpenList;
  readonly state: string;
  readonly count: number;
  /** When the oldest was made, came, or was first opened. */
  readonly oldestAt: Date;
}

/** The states of what waits: for a person (held, contradicts, refused, open), or to be done. Each is found by a partial index. */
export const OPEN_STATES = {
  dispatches: ['held', 'waiting', 'unknown'],
  deliveries: ['pending', 'contradicts', 'refused'],
  discrepancies: ['open'],
} as const;

/** A refused delivery stays refused: it is open until it is made good, dismissed or a day old. */
const STILL_REFUSED = `AND settled_at IS NULL AND due_at > clock_timestamp()`;

const each = (state: string, what: string, since: string): string => `
  SELECT account_id AS "accountId", '${what}' AS what, '${state}' AS state, count(*)::int AS count,
    min(${since}) AS "oldestAt"
  FROM ${what} WHERE state = '${state}' AND account_id = ANY($1::uuid[]) ${state === 'refused' ? STILL_REFUSED : ''}
  GROUP BY account_id`;

const OPEN = [
  ...OPEN_STATES.dispatches.map((state) => each(state, 'dispatches', 'created_at')),
  ...OPEN_STATES.deliveries.map((state) => each(state, 'deliveries', 'received_at')),
  ...OPEN_STATES.discrepancies.map((state) => each(state, 'discrepancies', 'opened_at')),
].join(' UNION ALL ');

/** How much of accounts' work is open, and since when. */
@Injectable()
export class OpenWorkQuery {
  constructor(private readonly database: Database) {}

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<OpenWork[]> {
    return this.database.rows({ name: 'hub_open_work', text: OPEN, values: [ids] });
  }
}

export const heldOf = (work: readonly OpenWork[]): number =>
  work.reduce((sum, { state, count }) => (state === 'held' ? sum + count : sum), 0);
