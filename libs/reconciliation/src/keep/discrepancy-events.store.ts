import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintsOfIds } from '#domain/hint.js';

/** What happened to a discrepancy. */
export interface DiscrepancyEvent {
  readonly id: string;
  readonly discrepancyId: string;
  readonly kind: EventKind;
  readonly detail: unknown;
  /** Who; null: the hub itself. */
  readonly actor: string | null;
  /** What a person wrote. */
  readonly textId: string | null;
}

export const EVENT_KINDS = [
  'opened',
  'reopened',
  'updated',
  'closed',
  'dismissed',
  'accepted',
  'assigned',
  'commented',
  'text_erased',
  'repair_planned',
  'repair_approved',
  'repair_begun',
  'repair_done',
  'repair_failed',
  'repair_not_done',
  'repair_dismissed',
  'repair_verified',
] as const;
type EventKind = (typeof EVENT_KINDS)[number];
/** What happens to what is done about it. */
export type RepairEventKind = Extract<EventKind, `repair_${string}`>;

const EVENT = {
  id: 'uuid',
  discrepancy_id: 'uuid',
  kind: 'text',
  detail: 'text',
  actor: 'text',
  text_id: 'uuid',
} as const;

export async function addEvents(sql: Sql, events: readonly DiscrepancyEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ id, discrepancyId, kind, detail, actor, textId }) => ({
    id,
    discrepancy_id: discrepancyId,
    kind,
    detail: detail === null ? null : jsonText(detail),
    actor,
    text_id: textId,
  }));
  const input = inputRows(rows, EVENT, 2);
  await sql.rows({
    name: 'reconciliation_add_events',
    tells: hintsOfIds(
      'discrepancy',
      events.map(({ discrepancyId }) => discrepancyId),
    ),
    text: `INSERT INTO discrepancy_events (id, discrepancy_id, at, kind, detail, actor, text_id)
           SELECT input.id, input.discrepancy_id, $1, input.kind, input.detail::jsonb,
             input.actor, input.text_id
           FROM ${input.from} JOIN discrepancies d ON d.id = input.discrepancy_id`,
    values: [now, ...input.values],
  });
}
