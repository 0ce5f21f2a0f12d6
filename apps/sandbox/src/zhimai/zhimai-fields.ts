/**
 * The header fields of `communal.order.order-detail`, in the order of the vendor's page, with the type
 * that its table gives. Amounts are whole fen (published for V3, taken over for V2).
 */
export const HEADER_FIELDS = {
  actualAmount: 'amount',
  afterSaleStatus: 'int',
  bizSubType: 'int',
  bizType: 'int',
  buyerRemarks: 'text',
  changeAmount: 'amount',
  commentAt: 'time',
  commentStatus: 'int',
  completedAt: 'time',
  costAmount: 'amount',
  createdAt: 'epoch',
  discountAmount: 'amount',
  freightAmount: 'amount',
  fromSystem: 'int',
  invoiceType: 'int',
  isAlone: 'int',
  isReceipt: 'int',
  itemAmount: 'amount',
  mobile: 'text',
  orderAt: 'time',
  orderNo: 'text',
  orderSubType: 'int',
  orderType: 'int',
  packAmount: 'amount',
  payAmount: 'amount',
  payAt: 'time',
  payModel: 'int',
  payNo: 'text',
  payStatus: 'text',
  payType: 'text',
  receiveAt: 'time',
  receiveStatus: 'int',
  refusalReason: 'text',
  sellerRemarks: 'text',
  source: 'int',
  sourceNo: 'text',
  storeId: 'id',
  storeOrderNo: 'text',
  thirdPayNo: 'text',
  totalAmount: 'amount',
  userId: 'id',
  status: 'int',
} as const satisfies Record<string, 'amount' | 'int' | 'id' | 'text' | 'time' | 'epoch'>;

export type HeaderField = keyof typeof HEADER_FIELDS;

/** Amounts in fen and times in epoch ms as numbers, ids as digits, null = absent. */
export type HeaderValue = number | string | null;
export type Header = Partial<Record<HeaderField, HeaderValue>>;

export const isHeaderField = (name: string): name is HeaderField => Object.hasOwn(HEADER_FIELDS, name);

/** Header fields that the order itself decides; the control API takes them by other names or not at all. */
export const OWN_FIELDS: ReadonlySet<HeaderField> = new Set(['orderNo', 'storeId']);

/**
 * The vendor's enumeration of `status` is published nowhere. These numbers are the sandbox's invention
 * (70 for completed is what integrators of the neighbouring V3 report); a test may set any other.
 */
export const STATUS = { unpaid: 10, paid: 20, completed: 70, cancelled: 80 } as const;

/** 1 = paid, 0 = unpaid: inferred from V3, as the page names no values. */
export const PAY_STATUS = { unpaid: '0', paid: '1' } as const;

/** 2 = refunded in a neighbouring action's enumeration; a guess here. */
export const AFTER_SALE = { none: 0, refunded: 2 } as const;
