import type { Sql } from '#database/sql.js';
import { PARTS } from '../figures/effects.store.js';
import type { Figures } from '../figures/figures.js';
import { type DbFigures, fromDbFigures } from '../figures/hours.store.js';
import { type DbParts, fromDbParts, type Parts } from '../figures/parts.js';

/** What an hour was derived to be, as people see it. */
export interface RevisionView extends Figures, Parts {
  readonly id: string;
  readonly storeId: string;
  readonly hourStart: Date;
  readonly hourEnd: Date;
  /** 1 for the first. */
  readonly revision: number;
  readonly derivedAt: Date;
  /** `first`, or what made the difference: late, refund, correction, link, binding, rule, upgrade. */
  readonly why: readonly string[];
  /** Under which of the store's rule sets something counts in it, in order; 0 is what counts where none is stated. */
  readonly ruleVersions: readonly number[];
  /** A source of its store had not been read to its end. */
  readonly provisional: boolean;
}

export interface RevisionsFilter {
  readonly storeId: string;
  readonly hourStart: Date;
  /** Only revisions before this one: the last of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Reads revisions for people. */
export class RevisionQuery {
  constructor(private readonly sql: Sql) {}

  /** Of one hour, the latest first. */
  async ofHour({ storeId, hourStart, before, limit }: RevisionsFilter): Promise<RevisionView[]> {
    const rows = await this.sql.rows<RevisionRow>({
      name: 'reporting_revisions_of_hour',
      text: `SELECT ${COLUMNS} FROM hourly_revisions
             WHERE store_id = $1 AND hour_start = $2 AND ($3::int IS NULL OR revision < $3)
             ORDER BY revision DESC LIMIT $4`,
      values: [storeId, hourStart, before ?? null, limit],
    });
    return rows.map(toView);
  }

  /** Undefined where the hour has no such revision, or its month was dropped. */
  async get(storeId: string, hourStart: Date, revision: number): Promise<RevisionView | undefined> {
    const [row] = await this.sql.rows<RevisionRow>({
      name: 'reporting_revision',
      text: `SELECT ${COLUMNS} FROM hourly_revisions WHERE store_id = $1 AND hour_start = $2 AND revision = $3`,
      values: [storeId, hourStart, revision],
    });
    return row && toView(row);
  }
}

const COLUMNS = [
  ...[
    'id',
    'store_id',
    'hour_start',
    'hour_end',
    'revision',
    'derived_at',
    'why',
    'rule_versions',
    'provisional',
  ],
  ...['total_fen', 'orders', 'items', 'lines', ...PARTS],
].join(', ');

interface RevisionRow extends DbFigures, DbParts {
  readonly id: string;
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
  readonly revision: number;
  readonly derived_at: Date;
  readonly why: readonly string[];
  readonly rule_versions: readonly number[] | null;
  readonly provisional: boolean;
}

const toView = (row: RevisionRow): RevisionView => ({
  id: row.id,
  storeId: row.store_id,
  hourStart: row.hour_start,
  hourEnd: row.hour_end,
  revision: row.revision,
  derivedAt: row.derived_at,
  why: row.why,
  ruleVersions: row.rule_versions ?? [],
  provisional: row.provisional,
  ...fromDbFigures(row),
  ...fromDbParts(row),
});
