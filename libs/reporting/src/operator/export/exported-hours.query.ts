import type { Database } from '#database/database.js';
import { Conditions } from '#database/conditions.js';
import { scopedTo } from '#database/scoped-statement.js';
import { type StoreScope, storesOf } from '#domain/access.js';
import type { Fen } from '#domain/money.js';
import { PARTS, withSeen } from '../../figures/effects.store.js';
import { type DbFigures, fromDbFigures } from '../../figures/hours.store.js';
import type { DbParts } from '../../figures/parts.js';
import type { ExportSlice } from './export-slices.js';
import type { ExportedHour, ExportedParts, ExportedStore } from './exported-hour.js';

/** Hours that begin in [from, to), of one store or of all of the scope. */
interface ExportPeriod {
  readonly storeId?: string | undefined;
  readonly scope: StoreScope;
  readonly from: Date;
  readonly to: Date;
}

/** Reads derived hours a slice at a time, each in a short statement of its own; nothing is held in between. */
export class ExportedHoursQuery {
  constructor(private readonly database: Database) {}

  /** All of the scope, or the one; in the order of their codes. */
  async stores(storeId: string | undefined, scope: StoreScope): Promise<ExportedStore[]> {
    const scoped = scopedTo(scope, '$2', (stores) => `id = ANY(${stores}::uuid[])`);
    const rows = await this.database.rows<StoreRow>({
      name: `reporting_export_stores${scoped.name}`,
      text: `SELECT id, code, name, time_zone, business_day_start FROM stores WHERE ($1::uuid IS NULL OR id = $1)${scoped.and}
             ORDER BY code COLLATE "C"`,
      values: [storeId ?? null, ...scoped.values],
    });
    return rows.map((row) => ({
      ...{ id: row.id, code: row.code, name: row.name },
      ...{ timeZone: row.time_zone, businessDayStart: row.business_day_start },
    }));
  }

  /** The part of a period in which hours were derived; undefined where there is none. */
  async derivedPart(period: ExportPeriod): Promise<{ from: Date; to: Date } | undefined> {
    const stores = storesOf(period.scope, period.storeId);
    const within = new Conditions()
      .where((from) => `hour_start >= ${from}`, period.from)
      .where((to) => `hour_start < ${to}`, period.to)
      .where((storeId) => `store_id = ${storeId}::uuid`, period.storeId)
      .where((given) => `store_id = ANY(${given}::uuid[])`, stores);
    const [row] = await this.database.rows<{ first: Date | null; last: Date | null }>({
      text: `SELECT min(hour_start) AS first, max(hour_start) AS last FROM sales_hours WHERE ${within.text}`,
      values: within.values,
    });
    if (row?.first == null || row.last === null) return undefined;
    return { from: row.first, to: new Date(row.last.getTime() + 1) };
  }

  /** How the orders of a slice were paid, and how many postings say so. */
  async methods({ stores, from, to }: ExportSlice): Promise<{ method: string; postings: number }[]> {
    return this.database.rows({
      name: 'reporting_export_methods',
      text: `SELECT paid.method, count(*)::int AS postings FROM unnest($1::uuid[]) AS store (id)
             JOIN LATERAL (SELECT * FROM sale_postings WHERE store_id = store.id AND at >= $2
               AND at < $3::timestamptz + INTERVAL '1 hour' OFFSET 0) p ON true
             CROSS JOIN LATERAL (${PAID}) paid WHERE paid.method <> '' GROUP BY paid.method`,
      values: [stores.map(({ id }) => id), from, to],
    });
  }

  /**
   * The hours of a slice as they are now, store by store in the order of time. What was paid how is summed up of what
   * the hour's latest revision saw.
   * @param methods that are told apart
   */
  async hours({ stores, from, to }: ExportSlice, methods: readonly string[]): Promise<ExportedHour[]> {
    const rows = await this.database.rows<HourRow>({
      name: 'reporting_export_hours',
      text: HOURS,
      values: [stores.map(({ id }) => id), from, to, methods],
    });
    const byId = new Map(stores.map((store) => [store.id, store]));
    return rows.flatMap((row) => {
      const store = byId.get(row.store_id);
      return store === undefined ? [] : [toHour(row, store)];
    });
  }
}

/** In SQL: by which methods a posting (p) was paid; what the vendor does not part is paid by one. */
const PAID = `SELECT p.payment_method AS method, p.total_fen AS fen WHERE coalesce(p.payments, '[]') = '[]'
  UNION ALL SELECT part ->> 'method', (part ->> 'amountFen')::bigint FROM jsonb_array_elements(p.payments) AS part`;

const POSTINGS = `SELECT * FROM sale_postings
  WHERE store_id = h.store_id AND at >= h.hour_start AND at < h.hour_end`;

const HOURS = `SELECT h.store_id, h.hour_start, h.revision, h.provisional, h.total_fen, h.orders, h.items, h.lines,
    ${PARTS.map((part) => `h.${part}`).join(', ')}, paid.payments
  FROM unnest($1::uuid[]) WITH ORDINALITY AS store (id, place)
  JOIN LATERAL (SELECT * FROM sales_hours
    WHERE store_id = store.id AND hour_start >= $2 AND hour_start < $3 OFFSET 0) h ON true
  LEFT JOIN LATERAL (SELECT * FROM hourly_revisions
    WHERE derived_at = h.derived_at AND id = h.revision_id OFFSET 0) r ON true
  LEFT JOIN LATERAL (SELECT json_object_agg(method, fen::text) AS payments FROM (
    SELECT paid.method, sum(paid.fen) AS fen FROM (${withSeen(POSTINGS, 'r', 'seen')}) p CROSS JOIN LATERAL (${PAID}) paid
    WHERE p.seen AND paid.method = ANY($4::text[]) GROUP BY paid.method) sums) paid ON true
  ORDER BY store.place, h.hour_start`;

interface StoreRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly time_zone: string;
  readonly business_day_start: string;
}

/** 64-bit integers come as text. */
interface HourRow extends DbFigures, DbParts {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly revision: number;
  readonly provisional: boolean;
  readonly payments: Readonly<Record<string, string>> | null;
}

const toHour = (row: HourRow, store: ExportedStore): ExportedHour => ({
  ...{ store, start: row.hour_start, revision: row.revision, provisional: row.provisional },
  ...fromDbFigures(row),
  parts: partsOf(row),
  payments: new Map(
    Object.entries(row.payments ?? {}).map(([method, fen]): [string, Fen] => [method, BigInt(fen)]),
  ),
});

function partsOf(row: HourRow): ExportedParts | null {
  if (row.gross_fen === null) return null;
  const [grossFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen, refundFen] = PARTS.map(
    (part) => BigInt(row[part] ?? 0),
  ) as [Fen, Fen, Fen, Fen, Fen, Fen, Fen];
  return { grossFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen, refundFen };
}
