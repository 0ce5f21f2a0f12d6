import type { Prisma } from '#database/generated/client.js';
import type { StoreScope } from '#domain/access.js';
import { flagText } from '#domain/flag.js';
import type { Fen } from '#domain/money.js';
import type { FoldedLeg } from '#domain/leg.js';
import type { Contact, Line } from '#domain/order-observation.js';
import {
  type CorrectionView,
  toCorrectionViews,
  WITH_WITHDRAWALS,
} from './corrections/correction-view.mapping.js';
import { fromDbLeg } from './ledger.mapping.js';
import type { EntryView, LinkView } from './order-history.mapping.js';
import { MASKED_PARAM, type MaskedLegView, masking, toMaskedLeg } from './order-masking.js';
import type { OrderPostings } from './order-postings.query.js';

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
  /** The texts of all flags, by whomever, seen to or not. */
  readonly flags: readonly string[];
  /** The flags that nobody has seen to. */
  readonly attention: readonly FlagView[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly legs: readonly LegView[];
  /** Legs of other stores, to whoever does not see those. */
  readonly maskedLegs: readonly MaskedLegView[];
}

export interface FlagView {
  readonly code: string;
  /** Empty where the code has none. */
  readonly param: string;
  readonly since: Date;
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

export interface LegDetailView extends LegView {
  readonly lines: readonly Line[];
  readonly contact: Contact | null;
}

export interface OrderDetailView extends Omit<OrderView, 'legs'>, OrderPostings {
  readonly legs: readonly LegDetailView[];
  /** What people state in place of the vendors, leg by leg, the oldest first. */
  readonly corrections: readonly CorrectionView[];
  readonly links: readonly LinkView[];
  readonly entries: readonly EntryView[];
}

/** In an order of its own, so that a list of them stays as it was read. */
const FLAGS = {
  orderBy: [{ code: 'asc' }, { param: 'asc' }, { source: 'asc' }],
} satisfies Prisma.Order$flagsArgs;

export const ORDER_WITH_LEGS = {
  legs: { orderBy: { id: 'asc' } },
  flags: FLAGS,
} satisfies Prisma.OrderInclude;

export const ORDER_WITH_DETAILS = {
  legs: {
    orderBy: { id: 'asc' },
    include: { lines: { orderBy: { position: 'asc' } }, contact: true, corrections: WITH_WITHDRAWALS },
  },
  flags: FLAGS,
} satisfies Prisma.OrderInclude;

type OrderRow = Prisma.OrderGetPayload<{ include: { flags: true } }>;
type LegRow = Prisma.LegGetPayload<object>;
type OrderWithLegs = Prisma.OrderGetPayload<{ include: typeof ORDER_WITH_LEGS }>;
type OrderWithDetails = Prisma.OrderGetPayload<{ include: typeof ORDER_WITH_DETAILS }>;
type LineRow = OrderWithDetails['legs'][number]['lines'][number];

/** @param scope whose legs are seen; undefined: all */
export function toOrderView(row: OrderWithLegs, scope?: StoreScope): OrderView {
  const { shown, masked } = masking(row.legs, scope);
  return { ...head(row, masked), legs: shown.map(toLegView) };
}

/** What of a detailed order is read beside its row; of the legs that are seen. */
export interface ReadBeside {
  readonly entries: readonly EntryView[];
  readonly links: readonly LinkView[];
  readonly posted: OrderPostings;
}

export function toOrderDetailView(
  row: OrderWithDetails,
  { entries, links, posted }: ReadBeside,
  scope?: StoreScope,
): OrderDetailView {
  const { shown, masked } = masking(row.legs, scope);
  return {
    ...head(row, masked),
    ...posted,
    legs: shown.map((leg) => ({
      ...toLegView(leg),
      lines: leg.lines.map(toLine),
      contact: toContact(leg.contact),
    })),
    corrections: shown.flatMap((leg) => toCorrectionViews(fromDbLeg(leg.state), leg.corrections)),
    entries,
    links,
  };
}

function head(row: OrderRow, maskedRows: readonly LegRow[]): Omit<OrderView, 'legs'> {
  const flags = maskedRows.length === 0 ? row.flags : row.flags.map(withoutParam);
  return {
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
    flags: [...new Set(flags.map(({ code, param }) => flagText(code, param)))],
    attention: openFlags(flags),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    maskedLegs: maskedRows.map(({ connector, state }) => toMaskedLeg(connector, fromDbLeg(state))),
  };
}

/** A flag does not say of which leg it is. */
const withoutParam = <Flag extends { readonly param: string }>(flag: Flag): Flag => ({
  ...flag,
  param: flag.param === '' ? '' : MASKED_PARAM,
});

/** Where two say the same, since when the first did. */
function openFlags(flags: OrderRow['flags']): FlagView[] {
  const open = new Map<string, FlagView>();
  for (const { code, param, since, dismissedAt } of flags) {
    const known = open.get(flagText(code, param))?.since ?? since;
    if (dismissedAt === null)
      open.set(flagText(code, param), { code, param, since: since < known ? since : known });
  }
  return [...open.values()];
}

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
  ...(row.productUid === null ? {} : { productUid: row.productUid }),
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
