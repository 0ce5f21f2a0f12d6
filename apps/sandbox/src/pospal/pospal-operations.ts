import { z } from 'zod';
import { chinaText } from '../china-time.js';
import { writeJson, writeOwnJson } from '../exact-json.js';
import { accessLog, accessTimes } from './pospal-access.js';
import { readAddOrder } from './pospal-add-order.js';
import { AnswerStyle, type Done } from './pospal-answer.js';
import { longDigits, readFields, text } from './pospal-fields.js';
import { isOpen, type PospalOrder, STATE } from './pospal-order.js';
import type { PospalOrderDesk } from './pospal-order-desk.js';
import { shownOrder, writingOf } from './pospal-order-json.js';
import type { PospalOrders } from './pospal-orders.js';
import { readPage } from './pospal-pages.js';
import type { PageRepeats } from './pospal-page-repeats.js';
import type { PospalQuota } from './pospal-quota.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTickets } from './pospal-tickets.js';
import type { PospalTill, PospalTills } from './pospal-tills.js';

export interface OperationParts {
  readonly tills: PospalTills;
  readonly orders: PospalOrders;
  readonly desk: PospalOrderDesk;
  readonly tickets: PospalTickets;
  readonly quota: PospalQuota;
  readonly repeats: PageRepeats;
  readonly now: () => number;
}

/** Carries out one call of a till. @throws PospalRefusal */
type Operation = (parts: OperationParts, till: PospalTill, body: unknown) => Done;

const appIdOnly = z.strictObject({ appId: z.string() });
const orderNoFields = z.strictObject({ appId: z.string(), orderNo: text });
const orderIdFields = z.strictObject({ appId: z.string(), id: longDigits });
const completeFields = z.strictObject({
  appId: z.string(),
  orderNo: text,
  shouldAddTicket: z.boolean().optional(),
});
const pushUrlFields = z.strictObject({ appId: z.string(), pushUrl: z.url({ protocol: /^https?$/ }) });

/** Nothing remembers an earlier call: the same order sent twice is two orders. */
const addOnLineOrder: Operation = ({ desk }, till, body) => {
  const order = desk.place(till, 'api', { contents: readAddOrder(till, body), state: STATE.created });
  const { orderNo, madeAt, customerNumber } = order;
  const createdKey = new AnswerStyle(till.looseTypes, orderNo).pick(
    'orderCreateDateTime',
    'orderCreateDateTime',
    'ordercreatedatetime',
    'orderCreateDatetime',
  );
  return { data: writeOwnJson({ orderNo, [createdKey]: chinaText(madeAt), customerNumber }), orderNo };
};

/** @throws PospalRefusal when the till has no such order: another till's are not its own */
function ownOrder({ orders }: OperationParts, till: PospalTill, orderNo: string): PospalOrder {
  const order = orders.get(orderNo);
  if (order?.appId !== till.appId) throw new PospalRefusal('orderNotFound', orderNo);
  return order;
}

function demandState(order: PospalOrder, allowed: boolean): void {
  if (!allowed) throw new PospalRefusal('wrongState', `state ${order.state}`);
}

function carryOut({ desk }: OperationParts, order: PospalOrder, state: number): void {
  if (order.ignoresCommands !== true) desk.change(order, { state });
}

const cancleOrder: Operation = (parts, till, body) => {
  const order = ownOrder(parts, till, readFields(orderNoFields, body).orderNo);
  demandState(order, isOpen(order));
  if (till.refuseCancel) throw new PospalRefusal('cancelRefused', order.orderNo);
  carryOut(parts, order, STATE.cancelled);
  return { data: null, orderNo: order.orderNo };
};

const shipOrder: Operation = (parts, till, body) => {
  const order = ownOrder(parts, till, readFields(orderNoFields, body).orderNo);
  demandState(order, isOpen(order) && order.state !== STATE.shipped);
  carryOut(parts, order, STATE.shipped);
  return { data: null, orderNo: order.orderNo };
};

const completeOrder: Operation = (parts, till, body) => {
  const { orderNo, shouldAddTicket } = readFields(completeFields, body);
  const order = ownOrder(parts, till, orderNo);
  demandState(order, isOpen(order));
  carryOut(parts, order, STATE.completed);
  if (shouldAddTicket === true) parts.tickets.ring(till, undefined, true);
  return { data: null, orderNo };
};

const found = (order: PospalOrder, till: PospalTill): Done => ({
  data: writeJson(shownOrder(order, writingOf(till), 'by number')),
  orderNo: order.orderNo,
});

const queryOrderByNo: Operation = (parts, till, body) =>
  found(ownOrder(parts, till, readFields(orderNoFields, body).orderNo), till);

const queryOrderById: Operation = ({ orders }, till, body) => {
  const { id } = readFields(orderIdFields, body);
  const order = orders.getById(till.appId, id);
  if (order === undefined) throw new PospalRefusal('orderNotFound', id);
  return found(order, till);
};

const queryOrderPages: Operation = ({ orders, repeats, now }, till, body) => {
  const page = readPage(till, orders.index(till.appId), body, now());
  const result = page.result.map((order) => shownOrder(order, writingOf(till), 'listed'));
  const data = till.pageAs.endsWith('list') ? result : { ...page, result };
  return { data: repeats.pageOf(till, body, writeJson(data)) };
};

const updatePushUrl: Operation = ({ tills }, till, body) => {
  tills.save({ ...till, pushUrl: readFields(pushUrlFields, body).pushUrl });
  return { data: null };
};

const queryPushUrl: Operation = (_parts, till, body) => {
  readFields(appIdOnly, body);
  return { data: writeOwnJson({ sendUrl: till.pushUrl }) };
};

const queryAccessTimes: Operation = ({ now }, till, body) => ({
  data: writeOwnJson(accessTimes(till, body, now())),
});

const queryDailyAccessTimesLog: Operation = ({ quota }, till, body) => ({
  data: writeOwnJson(accessLog(till, quota, body)),
});

/** The page's names, in its own spelling: `cancleOrder` is right. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    'orderOpenApi/addOnLineOrder': addOnLineOrder,
    'orderOpenApi/cancleOrder': cancleOrder,
    'orderOpenApi/shipOrder': shipOrder,
    'orderOpenApi/completeOrder': completeOrder,
    'orderOpenApi/queryOrderByNo': queryOrderByNo,
    'orderOpenApi/queryOrderById': queryOrderById,
    'orderOpenApi/queryOrderPages': queryOrderPages,
    'openNotificationOpenApi/updatePushUrl': updatePushUrl,
    'openNotificationOpenApi/queryPushUrl': queryPushUrl,
    'openApiLimitAccess/queryAccessTimes': queryAccessTimes,
    'openApiLimitAccess/queryDailyAccessTimesLog': queryDailyAccessTimesLog,
  }),
);

/** @param name the API and the operation, as in the path. @throws PospalRefusal */
export function operationOf(name: string): Operation {
  const operation = OPERATIONS.get(name);
  if (operation === undefined) throw new PospalRefusal('unknownOperation', name);
  return operation;
}

export const asksForQuota = (name: string): boolean => name.startsWith('openApiLimitAccess/');
