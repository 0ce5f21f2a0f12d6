import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chinaIso } from '../china-time.js';
import { readInput } from '../input.js';
import type { Outbox } from '../outbound/outbox.js';
import type { PospalOrder } from '../pospal/pospal-order.js';
import type { PospalOrderDesk } from '../pospal/pospal-order-desk.js';
import { orderJson } from '../pospal/pospal-order-json.js';
import type { PospalOrders } from '../pospal/pospal-orders.js';
import { rungUpOrder, rungUpOrders } from '../pospal/pospal-rung-up.js';
import { bulkInput, orderChangeInput, tillOrderInput } from '../pospal/pospal-till-orders.js';
import type { PospalTills } from '../pospal/pospal-tills.js';
import { listInput, newestFirst, notifyInput, orderNoOf } from './control-lists.js';

export interface PospalOrderControlParts {
  readonly tills: PospalTills;
  readonly orders: PospalOrders;
  readonly desk: PospalOrderDesk;
  readonly outbox: Outbox;
  readonly now: () => number;
}

const ordersQuery = z.object({
  appId: z.string().optional(),
  /** A text that orderRemark contains. */
  remark: z.string().optional(),
  source: z.enum(['api', 'till']).optional(),
  state: z.coerce.number().int().optional(),
  ...listInput,
});
type OrdersQuery = z.output<typeof ordersQuery>;

const wantedBy =
  ({ appId, remark, source, state }: OrdersQuery) =>
  (order: PospalOrder): boolean =>
    (appId === undefined || order.appId === appId) &&
    (remark === undefined || order.orderRemark?.includes(remark) === true) &&
    (source === undefined || order.source === source) &&
    (state === undefined || order.state === state);

const brief = (order: PospalOrder, outbox: Outbox): object => {
  const { orderNo, id, appId, source, state, version, orderRemark, payMethod, totalFen, spoiled } = order;
  return {
    ...{ orderNo, id, appId, source, state, version, orderRemark, payMethod, totalFen, spoiled },
    orderAt: chinaIso(order.orderAt),
    madeAt: chinaIso(order.madeAt),
    notifications: outbox.tally(orderNo),
  };
};

/** Orders at the tills, whoever made them. */
export function pospalOrderControl(scope: FastifyInstance, parts: PospalOrderControlParts): void {
  const { tills, orders, desk, outbox, now } = parts;
  /** With the entity that the API gives for it, in the vendor's strict types. */
  const whole = (order: PospalOrder): object => ({
    ...brief(order, outbox),
    entity: orderJson(order, { loose: false, tellsPayment: true }),
  });
  scope.post('/pospal/orders', async ({ body }, reply) => {
    const { appId, notify, ...wish } = readInput(tillOrderInput, body);
    const till = tills.known(appId);
    return reply.code(201).send(whole(desk.place(till, 'till', rungUpOrder(till, wish, now()), notify)));
  });
  scope.post('/pospal/orders/bulk', async ({ body }, reply) => {
    const input = readInput(bulkInput, body);
    const till = tills.known(input.appId);
    if (input.concurrency !== undefined) tills.save({ ...till, notifyConcurrency: input.concurrency });
    const orderNos = desk.ringUp(till, rungUpOrders(till, input, now()), input.notify);
    return reply.code(201).send({ count: orderNos.length, orderNos });
  });
  scope.get('/pospal/orders', ({ query }) => {
    const filter = readInput(ordersQuery, query);
    const all = newestFirst(orders.all(), wantedBy(filter), Infinity);
    return { count: all.length, items: all.slice(0, filter.limit).map((order) => brief(order, outbox)) };
  });
  scope.get('/pospal/orders/:orderNo', ({ params }) => whole(desk.order(orderNoOf(params))));
  scope.patch('/pospal/orders/:orderNo', ({ params, body }) => {
    const { remove, notify, orderDateTime, totalAmount, ...rest } = readInput(orderChangeInput, body);
    const order = desk.order(orderNoOf(params));
    if (remove === true) {
      desk.remove(order);
      return { removed: order.orderNo };
    }
    return whole(desk.change(order, { ...rest, orderAt: orderDateTime, totalFen: totalAmount }, notify));
  });
  scope.post('/pospal/orders/:orderNo/notify', async ({ params, body }, reply) => {
    const order = desk.order(orderNoOf(params));
    desk.pushAgain(order, readInput(notifyInput, body).times);
    return reply.code(202).send(brief(order, outbox));
  });
}
