import type { Sql } from '#database/sql.js';
import type { Lease, Leased } from '#jobs/lease.js';
import { holdRow, isFree, LET_GO, type LeasedRows } from '#jobs/leased-rows.store.js';
import type { MessageContent } from './message.js';

export const MESSAGES: LeasedRows = {
  table: 'alarm_messages',
  name: 'alarms',
  isOpen: `r.state = 'waiting'`,
};

/** A message that is this instance's to send, until its lease ends. */
export interface ClaimedMessage extends Leased {
  readonly addressId: string;
  readonly urgent: boolean;
  readonly content: MessageContent;
  /** This one too. */
  readonly tries: number;
  readonly createdAt: Date;
  readonly leaseUntil: Date;
}

/** SQL: what comes next of the address (a), at $1: what is under way, then what is urgent, then the first. */
const NEXT = `SELECT id, due_at, lease_until FROM alarm_messages m
  WHERE address_id = a.id AND state = 'waiting' ORDER BY ${isFree('m', '$1')}, NOT urgent, id LIMIT 1`;
const IS_DUE = `next.due_at <= $1 AND ${isFree('next', '$1')}`;

/**
 * What comes next of each address, where it is due: what follows waits for it. Others' addresses are no matter: one
 * that does not answer holds up its own messages alone. In a transaction: who holds an address looks at it once more, for
 * somebody may have claimed another of its messages just before.
 * @param busy addresses that have one under way here
 */
export async function claimMessages(
  sql: Sql,
  lease: Lease,
  now: Date,
  { busy, most }: { readonly busy: readonly string[]; readonly most: number },
): Promise<ClaimedMessage[]> {
  const held = await sql.rows<{ id: string }>({
    name: 'alarms_hold_due',
    text: `SELECT a.id FROM alarm_addresses a CROSS JOIN LATERAL (${NEXT}) next
           WHERE NOT a.paused AND a.id <> ALL($2::uuid[]) AND ${IS_DUE}
           ORDER BY next.due_at LIMIT $3 FOR NO KEY UPDATE OF a SKIP LOCKED`,
    values: [now, busy, most],
  });
  if (held.length === 0) return [];
  return sql.rows({
    name: 'alarms_claim',
    text: `UPDATE alarm_messages r SET ${holdRow('$2', '$3')}, tries = r.tries + 1
           FROM unnest($4::uuid[]) AS a (id) CROSS JOIN LATERAL (${NEXT}) next
           WHERE r.id = next.id AND ${IS_DUE}
           RETURNING r.id, r.lease_holder, r.address_id AS "addressId", r.urgent, r.content, r.tries,
             r.created_at AS "createdAt", r.lease_until AS "leaseUntil"`,
    values: [now, lease.holder, lease.until, held.map(({ id }) => id)],
  });
}

export interface MessageSettlement {
  readonly state: 'waiting' | 'sent' | 'failed';
  /** Of one that waits. */
  readonly dueAt: Date | null;
  /** Whether it was no try. */
  readonly isUntried: boolean;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Only where it is still ours. */
export async function settleMessage(
  sql: Sql,
  { id, lease_holder }: Leased,
  { state, dueAt, isUntried, errorCode, errorMessage }: MessageSettlement,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'alarms_settle',
    text: `UPDATE alarm_messages SET ${LET_GO}, state = $3, due_at = coalesce($4, due_at), tries = tries - $5,
             error_code = CASE WHEN $5 = 1 THEN error_code ELSE $6 END,
             error_message = CASE WHEN $5 = 1 THEN error_message ELSE $7 END,
             settled_at = CASE WHEN $3 <> 'waiting' THEN $8::timestamptz END
           WHERE id = $1 AND lease_holder = $2 AND state = 'waiting'`,
    values: [id, lease_holder, state, dueAt, isUntried ? 1 : 0, errorCode, errorMessage, now],
  });
}
