import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CALL_VENDORS, type CallLog } from '../call-log.js';
import { type Customers, customersInput, someStores } from '../customers.js';
import { faultInput } from '../fault-input.js';
import type { FaultBook } from '../faults.js';
import { historyInput, placeHistory } from '../history.js';
import { ControlFault, readInput } from '../input.js';
import { ShopStorefront, ZhimaiStorefront } from '../invented/storefront.js';
import type { ShopOrderDesk } from '../shop/shop-order-desk.js';
import type { ZhimaiOrderDesk } from '../zhimai/zhimai-order-desk.js';
import { listInput } from './control-lists.js';
import { groupRoutes } from './group-routes.js';

export interface PlayControlParts {
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly customers: Customers;
  readonly zhimai: ZhimaiOrderDesk;
  readonly shop: ShopOrderDesk;
  readonly now: () => number;
}

const requestsQuery = z.object({ vendor: z.enum(CALL_VENDORS).optional(), ...listInput });

function faultRoutes(scope: FastifyInstance, faults: FaultBook): void {
  scope.post('/faults', async ({ body }, reply) => {
    const fault = faults.add(readInput(faultInput, body));
    if (fault === null) throw new ControlFault('', 'too many faults wait already', 409);
    return reply.code(201).send(fault);
  });
  scope.get('/faults', () => ({ items: faults.list() }));
  scope.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}

/** What makes the sandbox play: faults, customers, a past; and the calls that went over its wires. */
export function playControl(scope: FastifyInstance, parts: PlayControlParts): void {
  const { calls, zhimai, shop, now } = parts;
  faultRoutes(scope, parts.faults);
  groupRoutes(scope, '/customers', customersInput, parts.customers);
  scope.post('/history', async ({ body }, reply) => {
    const input = readInput(historyInput, body);
    if (input.to > now()) throw new ControlFault('to', 'must not lie in the future');
    const { openId, shopId } = input;
    const orderNos =
      openId === undefined
        ? placeHistory(
            new ShopStorefront(shop, shop.shopOf(shopId).shopId),
            someStores(input.stores ?? shop.shopOf(shopId).storeCodes, 'stores'),
            input,
            now(),
          )
        : placeHistory(
            new ZhimaiStorefront(zhimai, openId),
            someStores(input.stores ?? zhimai.merchantOf(openId).storeIds, 'stores'),
            input,
            now(),
          );
    return reply.code(201).send({ count: orderNos.length, orderNos });
  });
  scope.get('/requests', ({ query }) => {
    const { vendor, limit } = readInput(requestsQuery, query);
    const vendors = vendor === undefined ? CALL_VENDORS : [vendor];
    return Object.fromEntries(vendors.map((name) => [name, calls.newest(name, limit)]));
  });
}
