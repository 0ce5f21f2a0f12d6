import { z } from 'zod';
import { halvedTexts, readTolerant } from '#connectors-core/read-tolerant.js';
import { wireInteger, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { writeInZone } from '#domain/business-time.js';
import { type Flag, flag } from '#domain/flag.js';
import { storable } from '#domain/storable.js';

/**
 * The one method that is called, and the gateway's one address. The page shows another method in its
 * example row; the name is that of its own address and of the vendor's SDK.
 */
export const ORDER_STATUS_QUERY = 'suning.fourps.orderstatus.query';
export const GATEWAY_PATH = '/api/http/sopRequest';
export const VERSION_NO = 'v1.2';

/** Page: pageSize 1 to 50, pageNo 1 to 99999. */
export const PAGE_SIZE = 50;
export const LAST_PAGE_NO = 99_999;

/** The vendor's clock for all its texts of time, whatever the server's zone. Inferred: no page names the zone. */
export const VENDOR_ZONE = 'Asia/Shanghai';

/** `yyyy-MM-dd HH:mm:ss` on the vendor's clock; parts of a second are cut off. */
export const toVendorTime = (at: Date): string => writeInZone(at, VENDOR_ZONE);

/** An element without content is "" or nothing in JSON, and "" or white space in XML. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Of an object that may be missing or an empty element. */
const optionalObject = <S extends z.ZodType>(shape: S) =>
  z
    .preprocess((value) => (isBlank(value) ? undefined : value), shape.optional())
    .transform((value): z.output<S> | null => value ?? null);

/** Far more than a page or an order has; keeps a hostile list of two megabytes from being read one by one. */
const MOST_ELEMENTS = 5000;

/**
 * A repeated element: a list, or the one element itself (the gateway is made for XML, where one element
 * and a list look the same), or nothing where there is none. Blank ones are still in it.
 */
export const repeated = z
  .unknown()
  .optional()
  .transform((value, context): unknown[] => {
    const list = isBlank(value) ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
    if (list.length <= MOST_ELEMENTS) return list;
    context.addIssue({ code: 'custom', message: `has more than ${MOST_ELEMENTS.toString()} elements` });
    return z.NEVER;
  });

export const withoutBlanks = (list: readonly unknown[]): readonly unknown[] =>
  list.filter((element) => !isBlank(element));

/** `<jobList/>` stands for no job, however often it stands there. */
const listOf = <S extends z.ZodType>(element: S) => repeated.transform(withoutBlanks).pipe(z.array(element));

const count = wireOptional(wireInteger).catch(null);
const words = wireOptional(wireText).catch(null);

/**
 * Every answer (page, response samples): head and body, or `sn_error` alone. All values are text. The body is
 * read on its own once head and error say that it is a page. Whether `pageTotal` counts pages or orders is
 * not said.
 */
export const envelope = z.object({
  sn_responseContent: z.object({
    sn_error: optionalObject(z.object({ error_code: wireText, error_msg: words })),
    sn_head: optionalObject(
      z.object({ pageTotal: count, pageNo: count, pageSize: count, returnMessage: words }),
    ),
    sn_body: z.unknown().optional(),
  }),
});

const LONGEST_NUMBER = 100;
const LONGEST_TEXT = 200;
/** One text that is too long, or that no database can hold, must not hold up an order. */
export const shortened = (value: string): string => storable(value, LONGEST_TEXT);
const text = wireOptional(wireText).transform((value) => (value === null ? null : shortened(value)));

/** Control characters or a whole text in the place of an order number: another shape than the page's. */
const orderNumber = wireText.refine(
  (value) => value.length <= LONGEST_NUMBER && !/[\p{Cc}\p{Cs}]/u.test(value),
  {
    error: 'is not an order number',
  },
);

/** At least one of a job's fields must be known; a job that is not numbered yet has an empty jobId. */
const job = z
  .object({ jobType: text.optional(), jobId: text.optional(), jobStatus: text.optional() })
  .refine((value) => Object.keys(value).length > 0, { error: 'has none of a job’s fields' })
  .transform(({ jobType, jobId, jobStatus }) => ({
    jobType: jobType ?? null,
    jobId: jobId ?? null,
    jobStatus: jobStatus ?? null,
  }));

/** One order of a page (page, response parameters). */
const statusRow = z.object({
  orderSource: text,
  /** 外部订单号: the number that the storefront gave the order. */
  orderId: orderNumber,
  orderStatus: wireText.transform(shortened),
  /** 接单状态异常信息, in words. */
  orderError: text,
  jobList: listOf(job),
});
export interface StatusRow extends z.output<typeof statusRow> {
  readonly flags: readonly Flag[];
}

/** A row as a cursor carries it. */
export const carriedRow = statusRow.extend({
  flags: z.array(z.custom<Flag>((value) => typeof value === 'string')).default([]),
});

/**
 * One row. Its words in orderError decide nothing: where they cannot be read they are left out, and flagged.
 * @throws ConnectorError `invalid_response` naming the fields
 */
export function readStatusRow(row: unknown): StatusRow {
  const { value, unreadable } = readTolerant(statusRow, row, [
    'orderSource',
    'orderId',
    'orderStatus',
    'jobList',
  ]);
  const flags = [
    ...unreadable.map((field) => flag('unreadable_field', field)),
    ...halvedTexts(row, ['orderError', 'jobList']).map((field) => flag('half_character', field)),
  ];
  return { ...value, flags };
}
export type Job = StatusRow['jobList'][number];

/** What can be read of a row that is otherwise unreadable. */
export const numberedRow = z.object({ orderId: orderNumber });

/** In words, perhaps with somebody's address: masked wherever a log would show it. */
export const PERSONAL_FIELDS = ['orderError'] as const;
