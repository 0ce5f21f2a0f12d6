import type { Sql } from '#database/sql.js';
import type { Posting, PostingCause } from '#domain/posting.js';
import { changesSomething, effectsIn, sumsOf, whyOf, withSeen } from '../figures/effects.store.js';
import type { Figures } from '../figures/figures.js';
import { type DbFigures, fromDbFigures } from '../figures/hours.store.js';
import { type DbParts, fromDbParts, type Parts } from '../figures/parts.js';

/** What one order adds to an hour; below nothing where less than before. */
export interface RevisionOrderView extends Figures, Parts {
  readonly orderId: string;
  /** Of its postings there: sales, money that went back, or both. */
  readonly kinds: readonly Posting['kind'][];
  /** What made these postings. */
  readonly causes: readonly PostingCause[];
  /** Why it does, where two revisions are compared: see `RevisionView`. */
  readonly why: readonly string[];
}

export interface RevisionOrdersFilter {
  readonly storeId: string;
  readonly hourStart: Date;
  /** The later one. */
  readonly revision: number;
  /** What it is compared with, an earlier one; undefined: all that the later one is made of. */
  readonly since?: number | undefined;
  /** Only orders after this one: the last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Reads which orders a revision is made of, and which made the difference between two. */
export class RevisionOrdersQuery {
  constructor(private readonly sql: Sql) {}

  /**
   * In the order of their ids. What they add sums up to the revision's figures, or to the difference of the two.
   * Exact for what was derived since there are postings; before that by what orders counted when those began.
   * @returns none where there is no such revision
   */
  async list(filter: RevisionOrdersFilter): Promise<RevisionOrderView[]> {
    const { storeId, hourStart, revision, since, after, limit } = filter;
    const rows = await this.sql.rows<RevisionOrderRow>({
      name: 'reporting_revision_orders',
      text: LIST,
      values: [storeId, hourStart, revision, since ?? null, after ?? null, limit],
    });
    return rows.map((row) => ({
      orderId: row.order_id,
      kinds: row.kinds,
      causes: row.causes,
      why: since === undefined ? [] : row.why,
      ...fromDbFigures(row),
      ...fromDbParts(row),
    }));
  }
}

const revisionOf = (number: string): string =>
  `(SELECT * FROM hourly_revisions WHERE store_id = $1 AND hour_start = $2 AND revision = ${number})`;

const LIST = `
  SELECT e.order_id, array_agg(DISTINCT ${whyOf('e')}) AS why, array_agg(DISTINCT e.kind) AS kinds,
    array_agg(DISTINCT e.cause) AS causes, ${sumsOf('e')}
  FROM ${revisionOf('$3')} r LEFT JOIN ${revisionOf('$4')} b ON true
  CROSS JOIN LATERAL (${withSeen(withSeen(effectsIn('r'), 'r', 'seen'), 'b', 'seen_before')}) e
  WHERE e.seen AND NOT e.seen_before AND ($4::int IS NULL OR b.revision IS NOT NULL)
    AND ($5::uuid IS NULL OR e.order_id > $5)
  GROUP BY e.order_id HAVING ${changesSomething('e')} ORDER BY e.order_id LIMIT $6`;

interface RevisionOrderRow extends DbFigures, DbParts {
  readonly order_id: string;
  readonly kinds: readonly Posting['kind'][];
  readonly causes: readonly PostingCause[];
  readonly why: readonly string[];
}
