import { inputRows } from '#database/input-rows.js';
import type { LastStatement, Sql } from '#database/sql.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { hintsOfIds } from '#domain/hint.js';

/** More openings of one rule and account than this within an hour are one incident: nobody looks at each of them. */
export const MOST_ALONE = 50;
/** SQL: as long as this nothing more was opened, and what is opened then is not of the same. */
const APART = "INTERVAL '1 hour'";

/** Something of a rule and account was opened (anew). */
export interface Opening {
  readonly rule: RuleCode;
  readonly accountId: string;
  readonly at: Date;
  /** Of the incident, if it is to be one. */
  readonly newId: string;
}

/**
 * Right before the commit, for each rule and account once: what is opened joins the incident that goes on, and too many
 * that are of none begin one. Two transactions that open half of them each see both: the second waits for the first, which
 * waits for nothing then.
 */
export function gatherOpenings(sql: Sql, openings: readonly Opening[]): void {
  if (sql.last === undefined) throw new Error('openings are gathered in a transaction');
  for (const opening of openings) sql.last(LOCK, opening);
  for (const opening of openings) sql.last(GATHER, opening);
}

const pairOf = ({ rule, accountId }: Opening): string => `${rule} ${accountId}`;

const LOCK: LastStatement<Opening> = {
  of: (openings) => ({
    name: 'reconciliation_lock_openings',
    text: `SELECT pg_advisory_xact_lock(key) FROM (
             SELECT DISTINCT hashtextextended('incident ' || pair, 0) AS key FROM unnest($1::text[]) AS pair ORDER BY key
             OFFSET 0) AS keys`,
    values: [openings.map(pairOf)],
  }),
};

/** SQL: whose row somebody else holds is taken in later (`adoptLeft`): nobody waits here, whatever he holds. */
const HOLD_FREE = 'FOR NO KEY UPDATE OF d SKIP LOCKED';

const PAIR = { rule: 'text', account_id: 'uuid', at: 'timestamptz', new_id: 'uuid' } as const;

const GATHER: LastStatement<Opening> = {
  of: (openings) => {
    const pairs = new Map(openings.map((one) => [pairOf(one), one]));
    const rows = [...pairs.values()].map(({ rule, accountId, at, newId }) => ({
      ...{ rule, account_id: accountId, at, new_id: newId },
    }));
    const input = inputRows(rows, PAIR, 2);
    return {
      name: 'reconciliation_gather_openings',
      tells: ['incident'],
      text: `WITH pairs AS (SELECT * FROM ${input.from}),
        live AS (
          UPDATE incidents i SET last_at = greatest(i.last_at, p.at) FROM pairs p
          WHERE i.rule = p.rule AND i.account_id = p.account_id AND i.ended_at IS NULL AND i.last_at > p.at - ${APART}
          RETURNING i.id, i.rule, i.account_id),
        openings AS (
          SELECT o.id, o.last_opened_at, p.* FROM pairs p CROSS JOIN LATERAL (
            SELECT d.id, d.last_opened_at FROM discrepancies d WHERE d.incident_id IS NULL AND d.rule = p.rule
              AND d.account_id = p.account_id AND d.last_opened_at > p.at - ${APART}) o),
        begun AS (
          INSERT INTO incidents (id, rule, account_id, since, begun_at, last_at)
          SELECT new_id, rule, account_id, min(last_opened_at), at, at FROM openings o
          WHERE NOT EXISTS (SELECT FROM live l WHERE l.rule = o.rule AND l.account_id = o.account_id)
          GROUP BY new_id, rule, account_id, at HAVING count(*) > $1 RETURNING id, rule, account_id),
        held AS (
          SELECT d.id, i.id AS incident_id FROM discrepancies d JOIN openings o ON o.id = d.id
            JOIN (SELECT * FROM live UNION ALL SELECT * FROM begun) i ON i.rule = o.rule AND i.account_id = o.account_id
          ${HOLD_FREE})
        UPDATE discrepancies d SET incident_id = held.incident_id FROM held WHERE d.id = held.id`,
      values: [MOST_ALONE, ...input.values],
    };
  },
};

/** What somebody held when its incident began, or went on, joins it now. */
export async function adoptLeft(sql: Sql): Promise<void> {
  await sql.rows({
    name: 'reconciliation_adopt_left',
    tells: ['incident'],
    text: `WITH held AS (
             SELECT d.id, i.id AS incident_id FROM incidents i JOIN discrepancies d ON d.incident_id IS NULL
               AND d.rule = i.rule AND d.account_id = i.account_id AND d.last_opened_at BETWEEN i.since AND i.last_at
             WHERE i.ended_at IS NULL ${HOLD_FREE})
           UPDATE discrepancies d SET incident_id = held.incident_id FROM held WHERE d.id = held.id`,
  });
}

/** SQL: nothing of the incident (i) is open any more. */
const IS_OVER = `i.ended_at IS NULL
  AND NOT EXISTS (SELECT FROM discrepancies d WHERE d.incident_id = i.id AND d.state = 'open')`;

/** In a transaction. An incident that somebody adds to just now, or opens something of again, has not ended. */
export async function endIncidents(sql: Sql, now: Date): Promise<void> {
  const over = await sql.rows<{ id: string }>({
    name: 'reconciliation_incidents_over',
    text: `SELECT i.id FROM incidents i WHERE ${IS_OVER} FOR NO KEY UPDATE SKIP LOCKED`,
  });
  if (over.length === 0) return;
  // Looked at anew: whoever held one until just now may have opened something of it.
  await sql.rows({
    name: 'reconciliation_end_incidents',
    tells: hintsOfIds(
      'incident',
      over.map(({ id }) => id),
    ),
    text: `UPDATE incidents i SET ended_at = $2 WHERE i.id = ANY($1::uuid[]) AND ${IS_OVER}`,
    values: [over.map(({ id }) => id), now],
  });
}

/** In a transaction that opens some of these again: their incidents do not end meanwhile. */
export async function holdIncidentsOf(sql: Sql, discrepancyIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reconciliation_hold_incidents',
    text: `SELECT FROM incidents WHERE id IN (SELECT incident_id FROM discrepancies WHERE id = ANY($1::uuid[]))
           ORDER BY id FOR SHARE`,
    values: [discrepancyIds],
  });
}
