import { Injectable } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { Database } from '#database/database.js';

interface OpenIncident {
  readonly rule: string;
  readonly accountId: string;
  readonly account: string;
  readonly since: Date;
  readonly count: number;
}

const INCIDENTS = `
  SELECT i.rule, i.account_id AS "accountId", a.name AS account, i.since,
    (SELECT count(*)::int FROM discrepancies d WHERE d.incident_id = i.id AND d.state = 'open') AS count
  FROM incidents i JOIN accounts a ON a.id = i.account_id WHERE i.ended_at IS NULL`;

const STOPPED = `SELECT stopped_at AS since, reason AS code FROM brakes
  WHERE scope = 'all' AND stopped_at IS NOT NULL`;

/** Many differences of one rule at once, and that no account's repairs go on by themselves; one account's stop is its trouble. */
@Injectable()
export class ReconciliationAlarms implements StandingSource {
  readonly name = 'reconciliation';
  readonly kinds = ['incident', 'repairs_stopped'] as const;

  constructor(private readonly database: Database) {}

  async read(): Promise<Stands> {
    const [incidents, stops] = await Promise.all([
      this.database.rows<OpenIncident>({ name: 'hub_open_incidents', text: INCIDENTS }),
      this.database.rows<{ since: Date; code: string }>({ name: 'hub_all_stopped', text: STOPPED }),
    ]);
    const many = incidents.map(({ rule, accountId, account, since, count }) => ({
      kind: 'incident' as const,
      ...{ subject: `incident:${rule}:${accountId}`, since, count, params: { account, rule, count } },
    }));
    const stopped = stops.map(({ since, code }) => ({
      kind: 'repairs_stopped' as const,
      ...{ subject: 'brake:all', since, count: 1, params: { code } },
    }));
    return { standing: [...many, ...stopped] };
  }
}
