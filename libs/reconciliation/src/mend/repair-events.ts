import type { Sql } from '#database/sql.js';
import { eventId } from '../keep/event-ids.js';
import { addEvents, type RepairEventKind } from '../keep/discrepancy-events.store.js';
import type { Repair } from './repair.js';

export interface ToldRepair {
  readonly kind: RepairEventKind;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The name of who; null: the hub. */
  readonly actor?: string | null;
  readonly textId?: string | null;
}

/** Tells of repairs in the histories of their discrepancies. */
export async function tellRepairs(
  sql: Sql,
  repairs: readonly Pick<Repair, 'id' | 'discrepancyId' | 'kind' | 'accountId' | 'legId'>[],
  { kind, detail = {}, actor = null, textId = null }: ToldRepair,
  now: Date,
): Promise<void> {
  const events = repairs.map(({ id: repairId, discrepancyId, kind: repair, accountId, legId }) => ({
    ...{ id: eventId(now), discrepancyId, kind, actor, textId },
    detail: { repairId, repair, accountId, legId, ...detail },
  }));
  await addEvents(sql, events, now);
}
