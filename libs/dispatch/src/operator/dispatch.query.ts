import { parseLossless } from '#connectors-core/lossless-json.js';
import type { Database } from '#database/database.js';
import { Prisma } from '#database/generated/client.js';
import type { Difference } from '../placed-facts.js';
import type { StoreScope } from '#domain/access.js';
import type { Clock } from '#domain/clock.js';
import { orderStanding, type OrderStanding } from '#ledger/scoped-order.query.js';
import { type DispatchDetail, shownDetail } from '../dispatch-detail.js';
import { type DispatchCause, type DispatchKind, type DispatchState, shown } from '../dispatch-words.js';
import { type DispatchFilter, idsFrom, idsUntil } from './dispatch-filter.js';
import { dispatchesOfStores, isOthersNumber } from './dispatch-scope.query.js';
import { type Verb, waysOf } from './ways.js';

export interface DispatchView {
  readonly id: string;
  readonly accountId: string;
  /** The leg's order now, wherever links have moved it. */
  readonly orderId: string;
  readonly legId: string;
  readonly storeId: string | null;
  readonly kind: DispatchKind;
  /** Which placing of the order it is; 1 for all but `place`. */
  readonly generation: number;
  readonly state: DispatchState;
  readonly vendorNo: string | null;
  readonly marker: string | null;
  readonly cause: DispatchCause;
  /** How often it was sent. */
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly detail: DispatchDetail | null;
  /** What of the placed order is another now than the till has it. */
  readonly tillDiffers: readonly Difference[];
  /** What a person can do about it now. */
  readonly ways: readonly Verb[];
  /** Null when it is settled or held, and while it is being worked on. */
  readonly nextAttemptAt: Date | null;
  readonly resolvedBy: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** An order at a till that is another than what was placed there. */
export interface TillDifference {
  readonly dispatchId: string;
  readonly accountId: string;
  readonly vendorNo: string | null;
  readonly differences: readonly Difference[];
}

export interface DispatchStepView {
  readonly id: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly step: string;
  /** What was sent, personal fields masked, every digit as it was. */
  readonly request: unknown;
  readonly outcome: string | null;
  readonly vendorCode: string | null;
  readonly message: string | null;
}

export interface DispatchDetailView extends DispatchView {
  /** In the order they were taken; those of dropped partitions are missing. */
  readonly history: readonly DispatchStepView[];
}

const BESIDES = { leg: { select: { orderId: true } }, account: { select: { paused: true } } } as const;
type DispatchRow = Prisma.DispatchGetPayload<{ include: typeof BESIDES }>;

/** Reads dispatches for people. */
export class DispatchQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The newest first. */
  async list(filter: DispatchFilter): Promise<DispatchView[]> {
    const ids = await dispatchesOfStores(this.database, filter);
    const rows = await this.database.prisma.dispatch.findMany({
      where: ids === undefined ? whereOf(filter) : { id: { in: ids } },
      include: BESIDES,
      orderBy: { id: 'desc' },
      take: filter.limit,
    });
    return rows.map((row) => toView(row, this.clock.now()));
  }

  async get(id: string, stores: StoreScope = null): Promise<DispatchDetailView | undefined> {
    const seen = await dispatchesOfStores(this.database, { ids: [id], stores, limit: 1 });
    if (seen?.length === 0) return undefined;
    const row = await this.database.prisma.dispatch.findUnique({ where: { id }, include: BESIDES });
    if (row === null) return undefined;
    return { ...toView(row, this.clock.now()), history: await this.history(id) };
  }

  /** Whether whoever sees these stores may have an order sent. */
  orderStanding(orderId: string, stores: readonly string[]): Promise<OrderStanding> {
    return orderStanding(this.database, orderId, stores);
  }

  /** See {@link isOthersNumber}. */
  isOthersNumber(
    said: { readonly id: string; readonly orderNo: string },
    stores: readonly string[],
  ): Promise<boolean> {
    return isOthersNumber(this.database, said, stores);
  }

  /** The placings of an order whose till has something of it otherwise. */
  async differing(orderId: string): Promise<TillDifference[]> {
    const rows = await this.database.prisma.dispatch.findMany({
      where: { leg: { orderId }, differs: { not: Prisma.AnyNull } },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ id, accountId, vendorNo, differs }) => ({
      dispatchId: id,
      accountId,
      vendorNo,
      differences: differs as unknown as readonly Difference[],
    }));
  }

  /** As text, for the sake of its digits. */
  private async history(id: string): Promise<DispatchStepView[]> {
    const rows = await this.database.rows<DispatchStepView & { readonly request: string | null }>({
      name: 'dispatch_history',
      text: `SELECT id, started_at AS "startedAt", finished_at AS "finishedAt", step, request::text AS request, outcome,
               vendor_code AS "vendorCode", message
             FROM dispatch_attempts WHERE dispatch_id = $1 ORDER BY started_at, id`,
      values: [id],
    });
    return rows.map((row) => ({ ...row, request: row.request === null ? null : parseLossless(row.request) }));
  }
}

function whereOf(filter: DispatchFilter): Prisma.DispatchWhereInput {
  const { state, kind, errorCode, accountId, orderId, storeId, from, to, before } = filter;
  const and: Prisma.DispatchWhereInput[] = [];
  if (state !== undefined) and.push({ state });
  if (kind !== undefined) and.push({ kind });
  if (errorCode !== undefined) and.push({ errorCode });
  if (accountId !== undefined) and.push({ accountId });
  if (orderId !== undefined) and.push({ leg: { orderId } });
  if (storeId !== undefined) and.push({ storeId });
  if (from !== undefined) and.push({ createdAt: { gte: from }, id: { gte: idsFrom(from) } });
  if (to !== undefined) and.push({ createdAt: { lt: to }, id: { lt: idsUntil(to) } });
  if (before !== undefined) and.push({ id: { lt: before } });
  return { AND: and };
}

/** Derived, as whoever pauses an account touches no command, and nobody works on these. */
const PAUSED = shown('paused', 'the account is paused: nothing is sent to its vendor before it is resumed');

function toView({ leg, account, ...row }: DispatchRow, now: Date): DispatchView {
  const { id, accountId, legId, generation, storeId, vendorNo, marker, attempts } = row;
  const [state, kind] = [row.state as DispatchState, row.kind as DispatchKind];
  const isNext = (state === 'waiting' || state === 'unknown') && row.leaseHolder === null;
  const isOnlyPaused = isNext && account.paused && row.errorCode === null;
  const { code, message } = isOnlyPaused ? PAUSED : { code: row.errorCode, message: row.errorMessage };
  return {
    id,
    accountId,
    orderId: leg.orderId,
    legId,
    storeId,
    kind,
    generation,
    state,
    vendorNo,
    marker,
    cause: row.cause as DispatchCause,
    attempts,
    errorCode: code,
    errorMessage: message,
    detail: shownDetail(row.detail as DispatchDetail | null),
    ways: waysOf({ ...row, kind, state, overAt: row.overAt ?? row.writeBefore }, now),
    tillDiffers: (row.differs ?? []) as unknown as readonly Difference[],
    nextAttemptAt: isNext ? row.dueAt : null,
    resolvedBy: row.resolvedBy,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  };
}
