import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chinaIso } from '../china-time.js';
import { ControlFault, instant, readInput } from '../input.js';
import type { OvoparkEnterprises } from '../ovopark/ovopark-enterprises.js';
import {
  type OvoparkTicket,
  ticketBulkInput,
  ticketChangeInput,
  ticketInput,
} from '../ovopark/ovopark-ticket.js';
import type { OvoparkTicketDesk } from '../ovopark/ovopark-ticket-desk.js';
import type { OvoparkTickets } from '../ovopark/ovopark-tickets.js';
import { listInput, newestFirst } from './control-lists.js';

export interface OvoparkTicketControlParts {
  readonly enterprises: OvoparkEnterprises;
  readonly tickets: OvoparkTickets;
  readonly desk: OvoparkTicketDesk;
}

const storeQuery = { akey: z.string().optional(), shop: z.string().min(1).optional() };
const ticketsQuery = z.object({
  ...storeQuery,
  /** Ticket time in [from, to). */
  from: instant.optional(),
  to: instant.optional(),
  ...listInput,
});
type TicketsQuery = z.output<typeof ticketsQuery>;
const oneQuery = z.object(storeQuery);
const ticketIdParam = z.object({ ticketId: z.string().min(1) });

const ofStore =
  ({ akey, shop }: z.output<typeof oneQuery>) =>
  (ticket: OvoparkTicket): boolean =>
    (akey === undefined || ticket.akey === akey) &&
    (shop === undefined || ticket.depId === shop || ticket.shopId === shop);

const wantedBy = (query: TicketsQuery) => {
  const { from = -Infinity, to = Infinity } = query;
  const isOfStore = ofStore(query);
  return (ticket: OvoparkTicket): boolean => isOfStore(ticket) && ticket.at >= from && ticket.at < to;
};

const shown = ({ at, madeAt, visibleFrom, ...ticket }: OvoparkTicket): object => ({
  ...ticket,
  ticketTime: chinaIso(at),
  madeAt: chinaIso(madeAt),
  visibleFrom: chinaIso(visibleFrom),
});

/** @throws ControlFault when no ticket that was put here has this number, or those of several stores do */
function namedTicket({ tickets }: OvoparkTicketControlParts, params: unknown, query: unknown) {
  const { ticketId } = readInput(ticketIdParam, params);
  const isOfStore = ofStore(readInput(oneQuery, query));
  const [ticket, another] = [...tickets.all()].filter((one) => one.ticketId === ticketId && isOfStore(one));
  if (ticket === undefined) throw new ControlFault('ticketId', 'no such ticket', 404);
  if (another !== undefined) throw new ControlFault('ticketId', 'several: name akey and shop', 409);
  return ticket;
}

/** What Ovopark believes that its stores sold. */
export function ovoparkTicketControl(scope: FastifyInstance, parts: OvoparkTicketControlParts): void {
  const { enterprises, desk } = parts;
  scope.post('/ovopark/tickets', async ({ body }, reply) =>
    reply.code(201).send(shown(desk.place(readInput(ticketInput, body)))),
  );
  scope.post('/ovopark/tickets/bulk', async ({ body }, reply) => {
    const ticketIds = desk.placeMany(readInput(ticketBulkInput, body));
    return reply.code(201).send({ count: ticketIds.length, ticketIds });
  });
  scope.get('/ovopark/tickets', ({ query }) => {
    const filter = readInput(ticketsQuery, query);
    const ofAll = enterprises.list().flatMap((enterprise) => [...desk.all(enterprise)]);
    const all = newestFirst(ofAll, wantedBy(filter), Infinity);
    const totalFen = all.reduce((sum, ticket) => sum + ticket.totalFen, 0);
    return { count: all.length, totalFen, items: all.slice(0, filter.limit).map(shown) };
  });
  scope.patch('/ovopark/tickets/:ticketId', ({ params, query, body }) => {
    const { remove, ticketTime, total } = readInput(ticketChangeInput, body);
    const ticket = namedTicket(parts, params, query);
    if (remove !== true) return shown(desk.change(ticket, { at: ticketTime, totalFen: total }));
    desk.remove(ticket);
    return { removed: ticket.ticketId };
  });
}
