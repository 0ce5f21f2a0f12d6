import { inputRows } from '#database/input-rows.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { BudgetForecast } from '../calls/budget-forecast.js';
import type { CallBudget } from '../calls/call-budget.js';
import type { VendorClocks } from '../accounts/vendor-clocks.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';
import type { WindowState } from '../windows/window.query.js';

/** A stretch that is planned and not read to its end. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
  readonly state: Exclude<WindowState, 'closed'>;
  readonly errorCode: string | null;
}

/** Open legs whose turn has come to be looked for, and that no listing has shown yet. */
export interface SoughtLegs {
  readonly waiting: number;
  readonly since: Date;
}

/** How far one stream of an account is read. */
export interface StreamCoverage {
  readonly accountId: string;
  readonly stream: string;
  readonly startsAt: Date;
  readonly plannedTo: Date;
  /** Everything before it has been read: where the first gap begins, else the end of the plan. */
  readonly completeTo: Date;
  readonly openWindows: number;
  readonly failedWindows: number;
  /** In the order of time; the first ones only. */
  readonly gaps: readonly Gap[];
  /** Null where none waits. */
  readonly soughtLegs: SoughtLegs | null;
  /** The vendor's clock minus ours, as this hub has learned it; null until it has called. */
  readonly vendorClockOffsetMs: number | null;
  /** Of all accounts that share the account's calls; null where they are not counted, or nobody knows the limit. */
  readonly budget: CallBudget | null;
}

export interface CoverageFilter {
  readonly accountId?: string | undefined;
  /** Only streams that come after this one in the list. */
  readonly after?: { readonly accountId: string; readonly stream: string } | undefined;
  readonly limit: number;
}

export const MOST_GAPS = 50;

/** Shows people how far the live streams are read, and where something is missing. */
export class CoverageQuery {
  constructor(
    private readonly database: Database,
    private readonly vendorClocks: VendorClocks,
    private readonly forecast: Pick<BudgetForecast, 'byAccount'>,
    private readonly clock: Clock,
  ) {}

  /** In the order of accounts and streams. */
  async list(filter: CoverageFilter): Promise<StreamCoverage[]> {
    const streams = await this.streams(filter);
    const gaps = await this.gaps(streams);
    const budgets = await this.forecast.byAccount();
    return streams.map((stream) => ({
      ...toCoverage(
        stream,
        gaps.filter((gap) => isOf(gap, stream)),
      ),
      vendorClockOffsetMs: this.vendorClocks.vendorClockOffset(stream.account_id) ?? null,
      budget: budgets.get(stream.account_id) ?? null,
    }));
  }

  private streams({ accountId, after, limit }: CoverageFilter): Promise<StreamRow[]> {
    return this.database.rows({
      name: 'polling_coverage_streams',
      text: `SELECT c.account_id, c.stream, c.starts_at, c.planned_to, sought.waiting, sought.since
             FROM coverage_streams c LEFT JOIN LATERAL (
               SELECT count(*) AS waiting, min(r.look_at) AS since FROM refreshes r
               WHERE r.account_id = c.account_id AND r.due_at IS NULL AND r.look_at <= $5
                 AND (r.stream IS NULL OR r.stream = c.stream)) sought ON c.stream !~ '${REREAD_ENDING}'
             WHERE ($1::uuid IS NULL OR c.account_id = $1)
               AND ($2::uuid IS NULL OR (c.account_id, c.stream) > ($2, $3::text))
             ORDER BY c.account_id, c.stream LIMIT $4`,
      values: [
        ...[accountId ?? null, after?.accountId ?? null, after?.stream ?? null, limit],
        this.clock.now(),
      ],
    });
  }

  private gaps(streams: readonly StreamRow[]): Promise<GapRow[]> {
    const input = inputRows(streams, { account_id: 'uuid', stream: 'text' }, 2);
    return this.database.rows({
      name: 'polling_coverage_gaps',
      text: `SELECT * FROM (
               SELECT w.account_id, w.stream, w.from_at, w.to_at, w.state, w.error_code,
                 count(*) FILTER (WHERE w.state = 'open') OVER of_stream AS open,
                 count(*) FILTER (WHERE w.state = 'failed') OVER of_stream AS failed,
                 row_number() OVER (PARTITION BY w.account_id, w.stream ORDER BY w.from_at, w.to_at) AS place
               FROM windows w JOIN ${input.from} USING (account_id, stream)
               WHERE w.state <> 'closed' AND w.backfill_id IS NULL
               WINDOW of_stream AS (PARTITION BY w.account_id, w.stream)) gaps
             WHERE place <= $1 ORDER BY account_id, stream, place`,
      values: [MOST_GAPS, ...input.values],
    });
  }
}

interface StreamRow {
  readonly account_id: string;
  readonly stream: string;
  readonly starts_at: Date;
  readonly planned_to: Date;
  /** int8 comes as text; null where nothing is looked for. */
  readonly waiting: string | null;
  readonly since: Date | null;
}

interface GapRow extends Pick<StreamRow, 'account_id' | 'stream'> {
  readonly from_at: Date;
  readonly to_at: Date;
  readonly state: Gap['state'];
  readonly error_code: string | null;
  /** Of the whole stream; int8 comes as text. */
  readonly open: string;
  readonly failed: string;
}

const isOf = (gap: GapRow, { account_id, stream }: StreamRow): boolean =>
  gap.account_id === account_id && gap.stream === stream;

function toCoverage(
  row: StreamRow,
  gaps: readonly GapRow[],
): Omit<StreamCoverage, 'vendorClockOffsetMs' | 'budget'> {
  const [first] = gaps;
  return {
    accountId: row.account_id,
    stream: row.stream,
    startsAt: row.starts_at,
    plannedTo: row.planned_to,
    completeTo: first?.from_at ?? row.planned_to,
    openWindows: Number(first?.open ?? 0),
    failedWindows: Number(first?.failed ?? 0),
    soughtLegs: row.since === null ? null : { waiting: Number(row.waiting), since: row.since },
    gaps: gaps.map(({ from_at, to_at, state, error_code }) => ({
      from: from_at,
      to: to_at,
      state,
      errorCode: error_code,
    })),
  };
}
