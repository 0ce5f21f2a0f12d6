import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import type { Sql } from '#database/sql.js';
import { ALL } from '../brake/brakes.store.js';
import type { StopReason } from '../brake/stop-rule.js';

export const BRAKE_STATES = ['running', 'stopped'] as const;
export type BrakeState = (typeof BRAKE_STATES)[number];

type Detail = Readonly<Record<string, unknown>>;

/** A brake as people see it. */
export interface BrakeView {
  /** `all`, or the account's id. */
  readonly scope: string;
  readonly account: string | null;
  readonly state: BrakeState;
  readonly stopId: string | null;
  readonly stoppedAt: Date | null;
  readonly stoppedBy: string | null;
  readonly reason: StopReason | null;
  readonly detail: Detail | null;
  readonly textId: string | null;
  readonly written: string | null;
  readonly startedAt: Date | null;
  readonly startedBy: string | null;
}

export interface BrakeEventView {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'stopped' | 'started';
  readonly stopId: string;
  readonly reason: StopReason | null;
  readonly detail: Detail | null;
  readonly actor: string | null;
  readonly textId: string | null;
  readonly written: string | null;
}

export interface BrakePart {
  readonly state?: BrakeState | undefined;
  /** Only those behind this scope. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Of an account that nobody ever had a brake for: it runs. */
const SEEN = `s.scope, s.account, coalesce(b.state, 'running') AS state, b.stop_id AS "stopId", b.stopped_at AS "stoppedAt",
  b.stopped_by AS "stoppedBy", b.reason, b.detail, b.text_id AS "textId", t.text AS written,
  b.started_at AS "startedAt", b.started_by AS "startedBy"`;
const ALL_BRAKES = `(SELECT '${ALL}' AS scope, NULL AS account UNION ALL SELECT id::text, name FROM accounts) s
  LEFT JOIN brakes b ON b.scope = s.scope LEFT JOIN discrepancy_texts t ON t.id = b.text_id`;
const MOST_EVENTS = 50;

/** Reads brakes for people, and for who looks what stands. */
export class BrakesQuery {
  constructor(private readonly sql: Sql) {}

  /** In the order of their scopes. */
  list({ state, after, limit }: BrakePart): Promise<BrakeView[]> {
    return this.sql.rows({
      name: 'reconciliation_brakes',
      text: `SELECT ${SEEN} FROM ${ALL_BRAKES}
             WHERE ($1::text IS NULL OR coalesce(b.state, 'running') = $1) AND ($2::text IS NULL OR s.scope > $2 COLLATE "C")
             ORDER BY s.scope COLLATE "C" LIMIT $3`,
      values: [state ?? null, after ?? null, limit],
    });
  }

  async get(scope: string): Promise<(BrakeView & { history: BrakeEventView[] }) | undefined> {
    const [row] = await this.sql.rows<BrakeView>({
      name: 'reconciliation_brake',
      text: `SELECT ${SEEN} FROM ${ALL_BRAKES} WHERE s.scope = $1`,
      values: [scope],
    });
    return row && { ...row, history: await this.history(scope) };
  }

  private history(scope: string): Promise<BrakeEventView[]> {
    return this.sql.rows({
      name: 'reconciliation_brake_history',
      text: `SELECT e.id, e.at, e.kind, e.stop_id AS "stopId", e.reason, e.detail, e.actor, e.text_id AS "textId",
               t.text AS written
             FROM brake_events e LEFT JOIN discrepancy_texts t ON t.id = e.text_id
             WHERE e.scope = $1 ORDER BY e.id DESC LIMIT ${String(MOST_EVENTS)}`,
      values: [scope],
    });
  }

  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<AccountTrouble[]> {
    return this.sql.rows({
      name: 'reconciliation_brake_troubles',
      text: `SELECT scope::uuid AS "accountId", 'brakes' AS what, reason AS code,
               'automatic repairs are stopped: see GET /brakes/' || scope AS message, 1 AS count, stopped_at AS "oldestAt"
             FROM brakes WHERE state = 'stopped' AND scope = ANY($1::text[])`,
      values: [ids],
    });
  }
}

/** `all` and accounts that are stopped, how many. */
export interface StoppedCounts {
  readonly all: number;
  readonly accounts: number;
}

export async function readStoppedCounts(sql: Sql): Promise<StoppedCounts> {
  const [row] = await sql.rows<StoppedCounts>({
    name: 'reconciliation_stopped_counts',
    text: `SELECT count(*) FILTER (WHERE scope = '${ALL}')::int AS "all",
             count(*) FILTER (WHERE scope <> '${ALL}')::int AS accounts FROM brakes WHERE state = 'stopped'`,
  });
  return row ?? { all: 0, accounts: 0 };
}
