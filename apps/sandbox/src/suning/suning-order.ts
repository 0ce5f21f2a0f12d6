/** The page: 201 Tmall, 202 1688, 203 Suning, 204 Amazon, 205 Dangdang, 206 eBay, … 214 JD, 301 other. */
export const ORDER_SOURCES = [
  ...['201', '202', '203', '204', '205', '206', '207', '208', '209', '210', '211', '212', '214'],
  '301',
] as const;
export type OrderSource = (typeof ORDER_SOURCES)[number];

/** The page's orderStatus. */
export const STATUS = { pending: '01', done: '02', exception: '03', failed: '04', cancelled: '05' } as const;

/** The page's jobType. */
export const JOB = { delivery: '0', warehouse: '1', afterSale: '2' } as const;

export interface SuningJob {
  /** One of JOB. */
  readonly jobType: string;
  readonly jobId: string;
  /** The vendor's values are published nowhere: any text. */
  readonly jobStatus: string;
}

/** One version of an order at Suning; times in epoch ms of the vendor's clock. */
export interface SuningOrder {
  readonly appKey: string;
  readonly orderSource: OrderSource;
  /** The storefront's own number within its order source. */
  readonly orderId: string;
  /** One of STATUS, or whatever a test wants. */
  readonly orderStatus: string;
  readonly orderError: string | null;
  readonly jobs: readonly SuningJob[];
  readonly createdAt: number;
  readonly changedAt: number;
  /** Counts the changes. */
  readonly version: number;
  /** When this version was written. */
  readonly madeAt: number;
  /** From when windows show this version in place of the one before. */
  readonly visibleFrom: number;
}

/** May still come to something else. */
export const isOpen = ({ orderStatus }: SuningOrder): boolean =>
  orderStatus === STATUS.pending || orderStatus === STATUS.exception;

export const keyOf = ({
  appKey,
  orderSource,
  orderId,
}: Pick<SuningOrder, 'appKey' | 'orderSource' | 'orderId'>): string => `${appKey}/${orderSource}/${orderId}`;
