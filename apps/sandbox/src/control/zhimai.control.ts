import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bulkFields, placeBulk } from '../history.js';
import { digits, readInput } from '../input.js';
import { ZhimaiStorefront } from '../zhimai/zhimai-storefront.js';
import { readJson } from '../exact-json.js';
import { someStores } from '../customers.js';
import type { Outbox } from '../outbound/outbox.js';
import { orderAnswer } from '../zhimai/zhimai-answer.js';
import { merchantInput, type ZhimaiMerchants } from '../zhimai/zhimai-merchants.js';
import type { ZhimaiOrder } from '../zhimai/zhimai-order.js';
import type { ZhimaiOrderDesk } from '../zhimai/zhimai-order-desk.js';
import { readNewOrder, readOrderChange } from '../zhimai/zhimai-order-input.js';
import type { ZhimaiOrders } from '../zhimai/zhimai-orders.js';
import { listInput, newestFirst, notifyInput, orderNoOf } from './control-lists.js';

export interface ZhimaiControlParts {
  readonly merchants: ZhimaiMerchants;
  readonly orders: ZhimaiOrders;
  readonly desk: ZhimaiOrderDesk;
  readonly outbox: Outbox;
  readonly now: () => number;
}

const bulkInput = z.strictObject({
  openId: z.string().min(1),
  storeId: digits.optional(),
  storeIds: z.array(digits).min(1).optional(),
  ...bulkFields,
});

const listOrders = z.object({ openId: z.string().optional(), storeId: z.string().optional(), ...listInput });

const brief = (order: ZhimaiOrder, outbox: Outbox): object => ({
  orderNo: order.orderNo,
  openId: order.openId,
  storeId: order.storeId,
  version: order.version,
  cancelled: order.cancelled,
  payStatus: order.header.payStatus,
  status: order.header.status,
  payAmount: order.header.payAmount,
  actualAmount: order.header.actualAmount,
  notifications: outbox.tally(order.orderNo),
});

function orderRoutes(scope: FastifyInstance, { orders, desk, outbox }: ZhimaiControlParts): void {
  /** With the answer that the API gives for it at this moment. */
  const whole = (order: ZhimaiOrder): object => ({
    ...brief(order, outbox),
    answer: readJson(orderAnswer(order, desk.merchantOf(order.openId))),
  });
  scope.post('/zhimai/orders', async ({ body }, reply) => {
    const { openId, ...wish } = readNewOrder(body);
    return reply.code(201).send(desk.place(openId, [wish]).map(whole)[0]);
  });
  scope.get('/zhimai/orders', ({ query }) => {
    const { openId, storeId, limit } = readInput(listOrders, query);
    const wanted = (order: ZhimaiOrder): boolean =>
      (openId === undefined || order.openId === openId) &&
      (storeId === undefined || order.storeId === storeId);
    return { items: newestFirst(orders.all(), wanted, limit).map((order) => brief(order, outbox)) };
  });
  scope.get('/zhimai/orders/:orderNo', ({ params }) => whole(desk.order(orderNoOf(params))));
  scope.patch('/zhimai/orders/:orderNo', ({ params, body }) =>
    whole(desk.change(orderNoOf(params), readOrderChange(body))),
  );
  scope.post('/zhimai/orders/:orderNo/notify', async ({ params, body }, reply) => {
    desk.notifyAgain(orderNoOf(params), readInput(notifyInput, body).times);
    return reply.code(202).send(brief(desk.order(orderNoOf(params)), outbox));
  });
}

/** Zhimai's merchants and orders. */
export function zhimaiControl(scope: FastifyInstance, parts: ZhimaiControlParts): void {
  const { merchants, desk } = parts;
  scope.post('/zhimai/merchants', async ({ body }, reply) => {
    const merchant = readInput(merchantInput, body);
    merchants.save(merchant);
    return reply.code(201).send(merchant);
  });
  scope.get('/zhimai/merchants', () => ({ items: merchants.list() }));
  scope.post('/zhimai/orders/bulk', async ({ body }, reply) => {
    const { openId, storeId, storeIds, ...bulk } = readInput(bulkInput, body);
    const merchant = desk.merchantOf(openId);
    if (bulk.concurrency !== undefined) merchants.save({ ...merchant, notifyConcurrency: bulk.concurrency });
    const named = storeId === undefined ? storeIds : [storeId];
    const stores = someStores(named ?? merchant.storeIds, 'storeIds');
    const orderNos = placeBulk(new ZhimaiStorefront(desk, openId), stores, bulk, parts.now());
    return reply.code(201).send({ count: orderNos.length, orderNos });
  });
  orderRoutes(scope, parts);
}
