import type { Prisma } from '#database/generated/client.js';
import type { Fen } from '#domain/money.js';
import type { FoldedLeg } from '#domain/leg.js';
import type { Contact, Line } from '#domain/order-observation.js';
import { fromDbLeg } from './ledger.mapping.js';

/** An order as people are shown it; without its lines and its person. */
export interface OrderView {
  readonly id: string;
  readonly storeId: string | null;
  readonly status: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly afterSale: string;
  readonly placedAt: Date | null;
  readonly totalFen: Fen | null;
  readonly saleAt: Date | null;
  readonly saleFen: Fen | null;
  readonly flags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly legs: readonly LegView[];
}

export interface LegView {
  readonly id: string;
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  /** As the vendor writes it. */
  readonly orderNo: string;
  readonly vendorStoreId: string | null;
  readonly storeId: string | null;
  /** The folded groups; each with its value and since which statement it is in force. */
  readonly groups: FoldedLeg;
  readonly confirmedAt: Date;
}

export interface LinkView {
  readonly legId: string;
  readonly orderId: string;
  readonly evidence: string;
  readonly linkedAt: Date;
}

export interface EntryView {
  readonly id: string;
  readonly legId: string;
  readonly recordedAt: Date;
  readonly asOf: Date;
  readonly precedence: number;
  /** What the vendor said, as stored: money as digits, instants as ISO text, no personal fields. */
  readonly observation: unknown;
  readonly changed: readonly string[];
  readonly flags: readonly string[];
  readonly payloadId: string | null;
}

export interface LegDetailView extends LegView {
  readonly lines: readonly Line[];
  readonly contact: Contact | null;
}

export interface OrderDetailView extends Omit<OrderView, 'legs'> {
  readonly legs: readonly LegDetailView[];
  readonly links: readonly LinkView[];
  readonly entries: readonly EntryView[];
}

export const ORDER_WITH_LEGS = { legs: { orderBy: { id: 'asc' } } } satisfies Prisma.OrderInclude;

type OrderRow = Prisma.OrderGetPayload<object>;
type LegRow = Prisma.LegGetPayload<object>;
type OrderWithLegs = Prisma.OrderGetPayload<{ include: { legs: true } }>;
type OrderWithDetails = Prisma.OrderGetPayload<{
  include: { legs: { include: { lines: true; contact: true } } };
}>;
type LineRow = OrderWithDetails['legs'][number]['lines'][number];

export const toOrderView = (row: OrderWithLegs): OrderView => ({
  ...head(row),
  legs: row.legs.map(toLegView),
});

export const toOrderDetailView = (
  row: OrderWithDetails,
  entries: readonly EntryView[],
  links: readonly LinkView[],
): OrderDetailView => ({
  ...head(row),
  legs: row.legs.map((leg) => ({
    ...toLegView(leg),
    lines: leg.lines.map(toLine),
    contact: toContact(leg.contact),
  })),
  entries,
  links,
});

const head = (row: OrderRow): Omit<OrderView, 'legs'> => ({
  id: row.id,
  storeId: row.storeId,
  status: row.status,
  payment: row.payment,
  fulfilment: row.fulfilment,
  afterSale: row.afterSale,
  placedAt: row.placedAt,
  totalFen: row.totalFen,
  saleAt: row.saleAt,
  saleFen: row.saleFen,
  flags: row.flags,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

const toLegView = (row: LegRow): LegView => ({
  id: row.id,
  accountId: row.accountId,
  connector: row.connector,
  vendorNo: row.vendorNo,
  orderNo: row.orderNo ?? row.vendorNo,
  vendorStoreId: row.vendorStoreId,
  storeId: row.storeId,
  groups: fromDbLeg(row.state),
  confirmedAt: row.confirmedAt,
});

const toLine = (row: LineRow): Line => ({
  itemName: row.itemName,
  itemSpec: row.itemSpec,
  unit: row.unit,
  quantity: row.quantity.toFixed(),
  unitPrice: row.unitPrice?.toFixed() ?? null,
  amountFen: row.amountFen,
});

const toContact = (row: OrderWithDetails['legs'][number]['contact']): Contact | null =>
  row === null
    ? null
    : {
        name: row.name,
        phone: row.phone,
        address: row.address,
        remark: row.remark,
        memberNo: row.memberNo,
      };

export const toEntryView = (row: Prisma.LedgerEntryGetPayload<object>): EntryView => ({
  id: row.id,
  legId: row.legId,
  recordedAt: row.recordedAt,
  asOf: row.asOf,
  precedence: row.precedence,
  observation: row.observation,
  changed: row.changed,
  flags: row.flags,
  payloadId: row.payloadId,
});
