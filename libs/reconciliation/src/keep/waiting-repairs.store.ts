import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { eventId } from './event-ids.js';
import { addEvents } from './discrepancy-events.store.js';

/** A discrepancy that is open no more, and why. */
export interface EndedWait {
  readonly id: string;
  readonly why: 'closed' | 'dismissed' | 'accepted';
}

interface EndedRepair {
  readonly repairId: string;
  readonly discrepancyId: string;
  readonly repair: string;
  readonly accountId: string;
  readonly legId: string | null;
  readonly why: string;
}

/** What is closed, dismissed or accepted takes the repair with it that was not begun. Under the discrepancies' rows. */
export async function endWaitingRepairs(sql: Sql, ended: readonly EndedWait[], now: Date): Promise<void> {
  if (ended.length === 0) return;
  const input = inputRows(ended, { id: 'uuid', why: 'text' }, 2);
  const repairs = await sql.rows<EndedRepair>({
    name: 'reconciliation_end_waiting_repairs',
    tells: ['repair'],
    text: `WITH held AS (
             SELECT r.id, input.why FROM repairs r JOIN ${input.from} ON input.id = r.discrepancy_id
             WHERE r.state IN ('fetching', 'planned', 'approved') ORDER BY r.discrepancy_id FOR UPDATE OF r)
           UPDATE repairs r SET state = 'dismissed', why = held.why, detail = NULL, error_code = NULL,
             error_message = NULL, ended_at = $1
           FROM held WHERE r.id = held.id
           RETURNING r.id AS "repairId", r.discrepancy_id AS "discrepancyId", r.kind AS repair,
             r.account_id AS "accountId", r.leg_id AS "legId", r.why`,
    values: [now, ...input.values],
  });
  const events = repairs.map(({ discrepancyId, ...detail }) => ({
    ...{ id: eventId(now), discrepancyId, kind: 'repair_dismissed' as const, detail },
    ...{ actor: null, textId: null },
  }));
  await addEvents(sql, events, now);
}
