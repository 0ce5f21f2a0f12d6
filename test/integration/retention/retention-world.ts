import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import type { LogEvent } from '#domain/log.js';
import { RetentionPlan } from '#retention/retention-plan.js';
import { RetentionRun } from '#retention/retention-run.js';
import type { RetainedKind } from '#retention/retained-kind.js';
import { RetentionSettingsService } from '#retention/settings.service.js';
import { RETAINED_KINDS } from '../../../apps/hub/src/retention/retained-kinds.js';
import { addAccount, openLedger } from '../../support/open-ledger.js';

const DAY_MS = 24 * 3_600_000;
/** Nobody is in the way for longer than a moment here. */
const PATIENCE = { lockWithinMs: 80, tries: 400, pauseMs: 5 };
const forever = new AbortController().signal;

interface RunOptions {
  readonly on?: Database;
  readonly kinds?: readonly RetainedKind[];
  readonly tries?: number;
  readonly signal?: AbortSignal;
}

interface SaidDelivery {
  readonly state?: string;
  readonly references?: readonly { readonly vendorNo: string }[];
  readonly settledAt?: Date | null;
  readonly body?: string;
}

/** A ledger with months of long ago, and everything that lets go of them. */
export async function openRetentionWorld() {
  const open = await openLedger();
  const { database, clock } = open;
  await database.rows({ text: `SELECT ensure_partitions(now() - INTERVAL '7 months', 7)` });
  const account = await addAccount(database);
  const events: LogEvent[] = [];
  const log = (event: LogEvent): void => void events.push(event);
  const opened = Date.now();

  return {
    ...open,
    account,
    events,
    plan: new RetentionPlan(database, clock, RETAINED_KINDS),
    settings: new RetentionSettingsService(database, clock, log),
    /** As a hub does once a day. @param tries how often it comes again where somebody is in the way */
    run: ({
      on = database,
      kinds = RETAINED_KINDS,
      tries = PATIENCE.tries,
      signal = forever,
    }: RunOptions = {}) =>
      new RetentionRun({ database: on, clock, log, kinds, patience: { ...PATIENCE, tries } }).run(signal),
    /** Noon of the day that was so many days ago when the world was opened. */
    ago(days: number): Date {
      const at = new Date(opened - days * DAY_MS);
      return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12));
    },
    /** Stores it as if it had come then. @returns its id */
    async delivery(receivedAt: Date, said: SaidDelivery = {}): Promise<string> {
      const { state = 'done', references = [], settledAt = receivedAt, body = '{}' } = said;
      const id = uuidV7(receivedAt, randomBytes(10));
      await database.rows({
        text: `WITH body AS (INSERT INTO payloads (id, stored_at, body) VALUES ($1, $2, $7))
               INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references,
                 state, due_at, settled_at)
               VALUES ($1, $2, $3, 'storefront', sha256($7), length($7), $4::jsonb, $5, $2, $6)`,
        values: [id, receivedAt, account, JSON.stringify(references), state, settledAt, Buffer.from(body)],
      });
      return id;
    },
    ids: (table: 'deliveries' | 'payloads') => idsOf(database, table),
    /** Months that are part of the table, as `2026_01`. */
    async months(table: string): Promise<string[]> {
      const rows = await database.rows<{ name: string }>({
        text: `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = $1::regclass AND NOT i.inhdetachpending ORDER BY 1`,
        values: [table],
      });
      return rows.map(({ name }) => name.slice(table.length + 1));
    },
    /** Makes the month of long ago anew, with a delivery in it. @returns the delivery's id */
    async oldDelivery(): Promise<string> {
      const at = this.ago(200);
      await database.rows({ text: 'SELECT ensure_partitions($1, 0)', values: [at] });
      return this.delivery(at);
    },
    /** Every table of the schema of months that is part of nothing. */
    async strays(): Promise<string[]> {
      const rows = await database.rows<{ name: string }>({
        text: `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'partitions'::regnamespace
               AND c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)`,
      });
      return rows.map(({ name }) => name);
    },
  };
}

export type RetentionWorld = Awaited<ReturnType<typeof openRetentionWorld>>;

const idsOf = async (sql: Sql, table: string): Promise<string[]> =>
  (await sql.rows<{ id: string }>({ text: `SELECT id FROM ${table} ORDER BY id` })).map(({ id }) => id);

export const monthName = (at: Date): string => at.toISOString().slice(0, 7).replace('-', '_');
