import { writeOwnJson } from '../exact-json.js';
import type { SuningMerchant } from './suning-merchants.js';
import type { SuningOrder } from './suning-order.js';
import type { SuningQuery } from './suning-query.js';
import { writeXml, type XmlElements, type XmlTree } from './suning-xml-writer.js';

export type Format = 'json' | 'xml';
type ListStyle = SuningMerchant['singleAs'];

export const JSON_TYPE = 'application/json;charset=UTF-8';
export const XML_TYPE = 'text/xml;charset=UTF-8';
export const typeOf = (format: Format): string => (format === 'json' ? JSON_TYPE : XML_TYPE);

/** A page of orders and how many the window had in all. */
export interface FoundOrders {
  readonly rows: readonly SuningOrder[];
  readonly total: number;
}

const written = (tree: XmlElements, format: Format): string =>
  format === 'json' ? writeOwnJson(tree) : writeXml(tree);

/** XML repeats an element for each of a list, which leaves open what a list of one or none was. */
function listAs(items: readonly XmlTree[], style: ListStyle): XmlTree {
  if (items.length > 1 || style === 'array') return items;
  if (items.length === 1) return items[0];
  return style === 'object' ? undefined : '';
}

const orderTree = (order: SuningOrder, style: ListStyle): XmlTree => ({
  orderSource: order.orderSource,
  orderError: order.orderError ?? '',
  orderId: order.orderId,
  orderStatus: order.orderStatus,
  jobList: listAs(
    order.jobs.map(({ jobType, jobId, jobStatus }) => ({ jobType, jobId, jobStatus })),
    style,
  ),
});

const pageTotal = (total: number, { pageSize }: SuningQuery, counts: SuningMerchant['pageTotal']): number =>
  counts === 'records' ? total : Math.ceil(total / pageSize);

/** All values are text, as on the page. */
export function foundAnswer(
  { rows, total }: FoundOrders,
  query: SuningQuery,
  merchant: SuningMerchant,
  format: Format,
): string {
  const { singleAs } = merchant;
  const head = {
    pageTotal: String(pageTotal(total, query, merchant.pageTotal)),
    pageNo: String(query.pageNo),
    pageSize: String(query.pageSize),
    returnMessage: 'biz.handler.data-get:success',
  };
  const list = listAs(
    rows.map((order) => orderTree(order, singleAs)),
    singleAs,
  );
  return written({ sn_responseContent: { sn_head: head, sn_body: { queryOrderStatus: list } } }, format);
}

export const errorAnswer = (code: string, text: string, format: Format): string =>
  written({ sn_responseContent: { sn_error: { error_code: code, error_msg: text } } }, format);

/** Well formed, but with nothing in it that the page describes. */
export const strangeAnswer = (format: Format): string =>
  written({ sn_responseContent: { rows: { total: '0' } } }, format);
