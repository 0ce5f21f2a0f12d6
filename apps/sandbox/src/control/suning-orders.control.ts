import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chinaIso } from '../china-time.js';
import { ControlFault, readInput } from '../input.js';
import type { SuningMerchants } from '../suning/suning-merchants.js';
import type { SuningOrder } from '../suning/suning-order.js';
import type { SuningOrderDesk } from '../suning/suning-order-desk.js';
import { bulkInput, changeInput, moveInput, orderInput } from '../suning/suning-order-input.js';
import type { SuningOrders } from '../suning/suning-orders.js';
import { listInput, newestFirst } from './control-lists.js';

export interface SuningOrderControlParts {
  readonly merchants: SuningMerchants;
  readonly orders: SuningOrders;
  readonly desk: SuningOrderDesk;
}

const ordersQuery = z.object({
  appKey: z.string().optional(),
  orderSource: z.string().optional(),
  orderStatus: z.string().optional(),
  orderId: z.string().optional(),
  ...listInput,
});
type OrdersQuery = z.output<typeof ordersQuery>;

const orderIdParam = z.object({ orderId: z.string().min(1) });
const streamQuery = ordersQuery.pick({ appKey: true, orderSource: true });

const wantedBy =
  ({ appKey, orderSource, orderStatus, orderId }: OrdersQuery) =>
  (order: SuningOrder): boolean =>
    (appKey === undefined || order.appKey === appKey) &&
    (orderSource === undefined || order.orderSource === orderSource) &&
    (orderStatus === undefined || order.orderStatus === orderStatus) &&
    (orderId === undefined || order.orderId === orderId);

const shown = (order: SuningOrder): object => ({
  ...order,
  createdAt: chinaIso(order.createdAt),
  changedAt: chinaIso(order.changedAt),
  madeAt: chinaIso(order.madeAt),
  visibleFrom: chinaIso(order.visibleFrom),
});

/** @throws ControlFault when there is no such order, or several and the query does not say which */
function namedOrder({ merchants, orders }: SuningOrderControlParts, params: unknown, query: unknown) {
  const { orderId } = readInput(orderIdParam, params);
  const { appKey, orderSource } = readInput(streamQuery, query);
  const appKeys = appKey === undefined ? merchants.list().map((merchant) => merchant.appKey) : [appKey];
  const [order, another] = orders
    .named(orderId, appKeys)
    .filter((one) => orderSource === undefined || one.orderSource === orderSource);
  if (order === undefined) throw new ControlFault('orderId', 'no such order', 404);
  if (another !== undefined) throw new ControlFault('orderId', 'several: name appKey and orderSource', 409);
  return order;
}

/** Suning's orders, each under the storefront's number within its order source. */
export function suningOrderControl(scope: FastifyInstance, parts: SuningOrderControlParts): void {
  const { orders, desk } = parts;
  scope.post('/suning/orders', async ({ body }, reply) =>
    reply.code(201).send(shown(desk.place(readInput(orderInput, body)))),
  );
  scope.post('/suning/orders/bulk', async ({ body }, reply) => {
    const orderIds = desk.placeMany(readInput(bulkInput, body));
    return reply.code(201).send({ count: orderIds.length, orderIds });
  });
  scope.post('/suning/orders/move', ({ body }) => ({ moved: desk.move(readInput(moveInput, body)) }));
  scope.get('/suning/orders', ({ query }) => {
    const filter = readInput(ordersQuery, query);
    const all = newestFirst(orders.all(), wantedBy(filter), Infinity);
    return { count: all.length, items: all.slice(0, filter.limit).map(shown) };
  });
  scope.get('/suning/orders/:orderId', ({ params, query }) => shown(namedOrder(parts, params, query)));
  scope.patch('/suning/orders/:orderId', ({ params, query, body }) => {
    const { remove, ...change } = readInput(changeInput, body);
    const order = namedOrder(parts, params, query);
    if (remove !== true) return shown(desk.change(order, change));
    desk.remove(order);
    return { removed: order.orderId };
  });
}
