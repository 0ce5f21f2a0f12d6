import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { someStores } from '../customers.js';
import { readJson } from '../exact-json.js';
import { bulkFields, placeBulk } from '../history.js';
import { readInput } from '../input.js';
import { ShopStorefront } from '../shop/shop-storefront.js';
import type { Outbox } from '../outbound/outbox.js';
import { shopDocument, type ShopOrder } from '../shop/shop-order.js';
import type { ShopOrderDesk } from '../shop/shop-order-desk.js';
import { shopChangeInput, shopOrderInput } from '../shop/shop-order-input.js';
import type { ShopOrders } from '../shop/shop-orders.js';
import { shopInput, type Shops } from '../shop/shops.js';
import { listInput, newestFirst, notifyInput, orderNoOf } from './control-lists.js';

export interface ShopControlParts {
  readonly shops: Shops;
  readonly orders: ShopOrders;
  readonly desk: ShopOrderDesk;
  readonly outbox: Outbox;
  readonly now: () => number;
}

const bulkInput = z.strictObject({
  shopId: z.string().min(1).optional(),
  storeCode: z.string().min(1).optional(),
  storeCodes: z.array(z.string().min(1)).min(1).optional(),
  ...bulkFields,
});

const listOrders = z.object({
  shopId: z.string().optional(),
  storeCode: z.string().optional(),
  ...listInput,
});

export function shopControl(scope: FastifyInstance, parts: ShopControlParts): void {
  const { shops, orders, desk, outbox } = parts;
  const brief = ({
    orderNo,
    shopId,
    storeCode,
    version,
    payment,
    fulfilment,
    totalFen,
    paidFen,
  }: ShopOrder): object => ({
    ...{ orderNo, shopId, storeCode, version, payment, fulfilment, totalFen, paidFen },
    notifications: outbox.tally(orderNo),
  });
  /** With the document that a webhook of its present state carries. */
  const whole = (order: ShopOrder): object => ({ ...brief(order), document: readJson(shopDocument(order)) });

  scope.post('/shop/shops', async ({ body }, reply) =>
    reply.code(201).send(shops.save(readInput(shopInput, body))),
  );
  scope.get('/shop/shops', () => ({ items: shops.list() }));

  scope.post('/shop/orders', async ({ body }, reply) => {
    const { shopId, ...wish } = readInput(shopOrderInput, body);
    return reply.code(201).send(desk.place(shopId, [wish]).map(whole)[0]);
  });
  scope.post('/shop/orders/bulk', async ({ body }, reply) => {
    const { shopId, storeCode, storeCodes, ...bulk } = readInput(bulkInput, body);
    const shop = desk.shopOf(shopId);
    if (bulk.concurrency !== undefined) shops.save({ ...shop, notifyConcurrency: bulk.concurrency });
    const named = storeCode === undefined ? storeCodes : [storeCode];
    const stores = someStores(named ?? shop.storeCodes, 'storeCodes');
    const orderNos = placeBulk(new ShopStorefront(desk, shop.shopId), stores, bulk, parts.now());
    return reply.code(201).send({ count: orderNos.length, orderNos });
  });
  scope.get('/shop/orders', ({ query }) => {
    const { shopId, storeCode, limit } = readInput(listOrders, query);
    const wanted = (order: ShopOrder): boolean =>
      (shopId === undefined || order.shopId === shopId) &&
      (storeCode === undefined || order.storeCode === storeCode);
    return { items: newestFirst(orders.all(), wanted, limit).map(brief) };
  });
  scope.get('/shop/orders/:orderNo', ({ params }) => whole(desk.order(orderNoOf(params))));
  scope.patch('/shop/orders/:orderNo', ({ params, body }) =>
    whole(desk.change(orderNoOf(params), readInput(shopChangeInput, body))),
  );
  scope.post('/shop/orders/:orderNo/notify', async ({ params, body }, reply) => {
    desk.notifyAgain(orderNoOf(params), readInput(notifyInput, body).times);
    return reply.code(202).send(brief(desk.order(orderNoOf(params))));
  });
}
