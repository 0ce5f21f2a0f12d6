import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readInput } from '../input.js';
import type { PospalCalls } from '../pospal/pospal-calls.js';
import type { PospalQuota } from '../pospal/pospal-quota.js';
import { type PospalStaff, staffInput } from '../pospal/pospal-staff.js';
import type { PospalTickets } from '../pospal/pospal-tickets.js';
import { type PospalTill, type PospalTills, tillInput } from '../pospal/pospal-tills.js';
import { listInput, newestFirst } from './control-lists.js';
import { groupRoutes } from './group-routes.js';
import { pospalOrderControl, type PospalOrderControlParts } from './pospal-orders.control.js';

export interface PospalControlParts extends PospalOrderControlParts {
  readonly tills: PospalTills;
  readonly tickets: PospalTickets;
  readonly quota: PospalQuota;
  readonly calls: PospalCalls;
  readonly staff: PospalStaff;
}

const ticketInput = z.strictObject({
  appId: z.string().min(1),
  sn: z.string().min(1).max(64).optional(),
  notify: z.boolean().default(true),
});
const usedInput = z.strictObject({ appId: z.string().min(1), usedToday: z.int().min(0) });
const callsQuery = z.object({
  appId: z.string().optional(),
  operation: z.string().optional(),
  ...listInput,
});
const ticketsQuery = z.object({ appId: z.string().optional(), ...listInput });

function callRoutes(scope: FastifyInstance, calls: PospalCalls): void {
  scope.get('/pospal/calls', ({ query }) => {
    const { limit, ...filter } = readInput(callsQuery, query);
    return { items: calls.newest(filter, limit), counts: calls.counted(filter) };
  });
  scope.delete('/pospal/calls', async (_request, reply) => {
    calls.forget();
    return reply.code(204).send();
  });
}

/** Pospal's tills, what they were asked, and the staff that works at them. */
export function pospalControl(scope: FastifyInstance, parts: PospalControlParts): void {
  const { tills, tickets, quota, orders } = parts;
  const shown = (till: PospalTill): object => ({
    ...till,
    orders: orders.countOf(till.appId),
    usedToday: quota.usedToday(till.appId),
  });
  scope.post('/pospal/tills', async ({ body }, reply) =>
    reply.code(201).send(shown(tills.save(readInput(tillInput, body)))),
  );
  scope.get('/pospal/tills', () => ({ items: tills.list().map(shown) }));
  scope.put('/pospal/quota', ({ body }) => {
    const { appId, usedToday } = readInput(usedInput, body);
    const till = tills.known(appId);
    quota.set(appId, usedToday);
    return shown(till);
  });
  scope.post('/pospal/tickets', async ({ body }, reply) => {
    const { appId, sn, notify } = readInput(ticketInput, body);
    return reply.code(201).send(tickets.ring(tills.known(appId), sn, notify));
  });
  scope.get('/pospal/tickets', ({ query }) => {
    const { appId, limit } = readInput(ticketsQuery, query);
    const wanted = (one: { readonly appId: string }): boolean => appId === undefined || one.appId === appId;
    return { items: newestFirst(tickets.all(), wanted, limit) };
  });
  pospalOrderControl(scope, parts);
  callRoutes(scope, parts.calls);
  groupRoutes(scope, '/pospal/staff', staffInput, parts.staff);
}
