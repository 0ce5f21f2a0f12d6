import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import type { Packed, SentLately, WaitingNotice } from './packing-rule.js';

/** SQL: notices of the address (a) that are due and in no message; those of the kinds $2 only. */
const WAITS = `SELECT FROM alarm_notices n WHERE n.address_id = a.id AND n.message_id IS NULL AND n.due_at <= $1`;
const WAITS_URGENTLY = `${WAITS} AND (SELECT kind FROM alarms WHERE id = n.alarm_id) = ANY($2::text[])`;
/** SQL: while one is under way what follows waits: it may be a flood by then. */
const IS_BUSY = `EXISTS (SELECT FROM alarm_messages m WHERE m.address_id = a.id AND m.state = 'waiting')`;
/** SQL: what is urgent waits for such alone. */
const IS_URGENTLY_BUSY = `EXISTS (SELECT FROM alarm_messages m WHERE m.address_id = a.id AND m.state = 'waiting' AND m.urgent)`;

/** Addresses of which something waits and nothing is under way for which it would have to. */
export async function addressesToPack(
  sql: Sql,
  now: Date,
  urgentKinds: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'alarms_to_pack',
    text: `SELECT a.id FROM alarm_addresses a WHERE NOT a.paused AND NOT ${IS_URGENTLY_BUSY}
             AND (EXISTS (${WAITS}) AND NOT ${IS_BUSY} OR EXISTS (${WAITS_URGENTLY}))`,
    values: [now, urgentKinds],
  });
  return rows.map(({ id }) => id);
}

export interface PackedAddress {
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly quietZone: string | null;
}

/** Until the transaction ends nobody else packs for it. Undefined: somebody did, or it is paused or gone. */
export async function holdAddress(
  sql: Sql,
  id: string,
): Promise<(PackedAddress & { readonly onlyUrgent: boolean }) | undefined> {
  const [row] = await sql.rows<PackedAddress>({
    name: 'alarms_hold_address',
    text: `SELECT a.quiet_from AS "quietFrom", a.quiet_to AS "quietTo", a.quiet_zone AS "quietZone" FROM alarm_addresses a
           WHERE a.id = $1 AND NOT a.paused FOR NO KEY UPDATE SKIP LOCKED`,
    values: [id],
  });
  if (row === undefined) return undefined;
  // Looked at once it is held.
  const [busy] = await sql.rows<{ at_all: boolean; urgently: boolean }>({
    name: 'alarms_address_busy',
    text: `SELECT ${IS_BUSY} AS at_all, ${IS_URGENTLY_BUSY} AS urgently FROM alarm_addresses a WHERE a.id = $1`,
    values: [id],
  });
  return busy?.urgently === false ? { ...row, onlyUrgent: busy.at_all } : undefined;
}

export async function sentLately(sql: Sql, addressId: string, since: Date): Promise<SentLately> {
  const [row] = await sql.rows<SentLately>({
    name: 'alarms_sent_lately',
    text: `SELECT count(*)::int AS messages, max(created_at) FILTER (WHERE kind = 'digest') AS "digestAt"
           FROM alarm_messages WHERE address_id = $1 AND created_at > $2`,
    values: [addressId, since],
  });
  return row ?? { messages: 0, digestAt: null };
}

/** In the order in which it happened; so many at most. @param kinds null: of all kinds */
export const waitingNotices = (
  sql: Sql,
  addressId: string,
  {
    now,
    most,
    kinds,
  }: { readonly now: Date; readonly most: number; readonly kinds: readonly string[] | null },
): Promise<WaitingNotice[]> =>
  sql.rows({
    name: 'alarms_waiting_notices',
    text: `SELECT n.alarm_id AS "alarmId", n.occurrence, n.what, n.at, a.kind, a.subject, a.since, a.count, a.params
           FROM alarm_notices n JOIN alarms a ON a.id = n.alarm_id
           WHERE n.address_id = $1 AND n.message_id IS NULL AND n.due_at <= $2
             AND ($4::text[] IS NULL OR a.kind = ANY($4::text[]))
           ORDER BY n.at, n.alarm_id, n.occurrence, n.what DESC LIMIT $3 FOR UPDATE OF n`,
    values: [addressId, now, most, kinds],
  });

export interface NewMessage extends Packed {
  readonly id: string;
}

/** With the notices that they tell. */
export async function insertMessages(
  sql: Sql,
  addressId: string,
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ id, urgent, content }) => ({
    ...{ id, urgent, kind: content.kind, content: jsonText(content) },
  }));
  const made = inputRows(rows, { id: 'uuid', kind: 'text', urgent: 'bool', content: 'text' }, 3);
  await sql.rows({
    name: 'alarms_insert_messages',
    text: `INSERT INTO alarm_messages (id, address_id, kind, urgent, content, state, due_at, created_at)
           SELECT id, $1, kind, urgent, content::jsonb, 'waiting', $2, $2 FROM ${made.from}`,
    values: [addressId, now, ...made.values],
  });
  const told = messages.flatMap(({ id, notices }) =>
    notices.map(({ alarmId, occurrence, what }) => ({ message: id, alarm: alarmId, occurrence, what })),
  );
  const columns = { message: 'uuid', alarm: 'uuid', occurrence: 'int', what: 'text' } as const;
  const input = inputRows(told, columns, 2);
  await sql.rows({
    name: 'alarms_tell_notices',
    text: `UPDATE alarm_notices n SET message_id = input.message FROM ${input.from}
           WHERE n.address_id = $1 AND n.alarm_id = input.alarm AND n.occurrence = input.occurrence AND n.what = input.what`,
    values: [addressId, ...input.values],
  });
}
