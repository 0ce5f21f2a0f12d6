import type { Reference } from '#connectors-core/connector.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { asTheyCame, type BodySeal } from '#domain/body-keeping.js';
import { readPayload } from '#ledger/payload.query.js';

export const DELIVERY_STATES = [
  'pending',
  'done',
  'failed',
  'conflict',
  'not_read',
  'contradicts',
  'discarded',
  'refused',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface DeliveryView {
  readonly id: string;
  readonly receivedAt: Date;
  readonly accountId: string;
  readonly connector: string;
  readonly key: string | null;
  readonly bodySize: number;
  readonly references: readonly Reference[];
  readonly state: DeliveryState;
  /** How often it came. */
  readonly times: number;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly settledAt: Date | null;
  /** Of a refused one: what is wrong with its content, by field. */
  readonly faults: readonly FieldFault[];
  readonly charset: string | null;
  /** It waits for the account's next listing, which shows the orders that it names. */
  readonly awaitsListing: boolean;
}

export interface DeliveryFilter {
  readonly accountId?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly errorCode?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only deliveries older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads deliveries for people. */
export class DeliveryQuery {
  constructor(
    private readonly database: Database,
    private readonly seal: BodySeal = asTheyCame,
  ) {}

  /** Newest first. */
  async list(filter: DeliveryFilter): Promise<DeliveryView[]> {
    const rows = await this.database.prisma.delivery.findMany({
      where: whereOf(filter),
      // An id begins with the time of its receipt; the index is by both.
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      take: filter.limit,
    });
    return rows.map(toView);
  }

  async get(id: string): Promise<DeliveryView | undefined> {
    const row = await this.database.prisma.delivery.findUnique({ where: { receivedAt_id: keyOf(id) } });
    return row === null ? undefined : toView(row);
  }

  /** The raw body; undefined when its partition was dropped or the person in it erased. */
  async body(id: string): Promise<Buffer | undefined> {
    return (await readPayload(this.database, id, this.seal))?.body;
  }
}

/** The millisecond inside a delivery's id is when it was received: the partition to look in. */
export const keyOf = (id: string): { receivedAt: Date; id: string } => ({
  receivedAt: new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)),
  id,
});

function whereOf({
  accountId,
  state,
  errorCode,
  from,
  to,
  before,
}: DeliveryFilter): Prisma.DeliveryWhereInput {
  const until = before === undefined ? to : keyOf(before).receivedAt;
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(state === undefined ? {} : { state }),
    ...(errorCode === undefined ? {} : { errorCode }),
    receivedAt: {
      ...(from === undefined ? {} : { gte: from }),
      ...(until === undefined ? {} : { lte: until }),
    },
    ...(before === undefined ? {} : { id: { lt: before } }),
  };
}

type DeliveryRow = Prisma.DeliveryGetPayload<object>;

const toView = (row: DeliveryRow): DeliveryView => ({
  id: row.id,
  receivedAt: row.receivedAt,
  accountId: row.accountId,
  connector: row.connector,
  key: row.key,
  bodySize: row.bodySize,
  references: row.references as unknown as Reference[],
  state: row.state as DeliveryState,
  times: row.times,
  attempts: row.attempts,
  nextAttemptAt: row.state === 'pending' ? row.dueAt : null,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  settledAt: row.settledAt,
  faults: (row.faults ?? []) as unknown as FieldFault[],
  charset: row.charset,
  awaitsListing: row.state === 'pending' && row.listing === 'awaited',
});
