import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { Sql } from '#database/sql.js';
import { type StoreScope, storesOf } from '#domain/access.js';

export const SUGGESTION_STATES = ['open', 'linked', 'dismissed', 'gone'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/** What a list of suggestions is narrowed to. */
export interface SuggestionFilter {
  readonly state?: SuggestionState | undefined;
  readonly storeId?: string | undefined;
  /** Only of legs that are seen there, both of them, in orders of these stores. */
  readonly stores?: StoreScope | undefined;
  /** Of either leg. */
  readonly accountId?: string | undefined;
  /** Of either leg, now. */
  readonly orderId?: string | undefined;
}

const LEG = { select: { id: true, orderId: true, accountId: true, vendorNo: true, orderNo: true } } as const;

/** Reads suggested links for people. */
export class SuggestionsQuery {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(
    filter: SuggestionFilter,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ) {
    const rows = await this.database.prisma.linkSuggestion.findMany({
      where: { AND: [whereOf(filter), before === undefined ? {} : { id: { lt: before } }] },
      orderBy: { id: 'desc' },
      take: limit,
      include: { leg: LEG, otherLeg: LEG },
    });
    return rows.map(toView);
  }

  async get(id: string, stores: StoreScope = null) {
    const row = await this.database.prisma.linkSuggestion.findUnique({
      where: { id, AND: whereOf({ stores }) },
      include: { leg: LEG, otherLeg: LEG },
    });
    return row === null ? undefined : toView(row);
  }
}

/** How many wait for a person. */
export async function openSuggestions(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ count: number }>({
    name: 'reconciliation_open_suggestions',
    text: `SELECT count(*)::int AS count FROM link_suggestions WHERE state = 'open'`,
  });
  return row?.count ?? 0;
}

/** A leg of no store goes with its order. */
const legOf = (stores: readonly string[]): Prisma.LegWhereInput => ({
  OR: [{ storeId: null }, { storeId: { in: [...stores] } }],
  order: { storeId: { in: [...stores] } },
});

const bothOf = (stores: readonly string[] | undefined): Prisma.LinkSuggestionWhereInput =>
  stores === undefined ? {} : { leg: legOf(stores), otherLeg: legOf(stores) };

const whereOf = ({
  state,
  storeId,
  stores,
  accountId,
  orderId,
}: SuggestionFilter): Prisma.LinkSuggestionWhereInput => ({
  AND: [
    state === undefined ? {} : { state },
    storeId === undefined ? {} : { storeId },
    bothOf(storesOf(stores, storeId)),
    accountId === undefined ? {} : { OR: [{ leg: { accountId } }, { otherLeg: { accountId } }] },
    orderId === undefined ? {} : { OR: [{ leg: { orderId } }, { otherLeg: { orderId } }] },
  ],
});

type Row = Prisma.LinkSuggestionGetPayload<{ include: { leg: typeof LEG; otherLeg: typeof LEG } }>;

const toView = ({ leg, otherLeg, ...row }: Row) => ({ ...row, leg: toLeg(leg), other: toLeg(otherLeg) });

const toLeg = ({ id: legId, orderId, accountId, vendorNo, orderNo }: Row['leg']) => ({
  ...{ legId, orderId, accountId, number: orderNo ?? vendorNo },
});
