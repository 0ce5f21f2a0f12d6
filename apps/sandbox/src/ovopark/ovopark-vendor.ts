import type { BaseParts } from '../base-parts.js';
import { ovoparkControl } from '../control/ovopark.control.js';
import type { PospalOrders } from '../pospal/pospal-orders.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { ovoparkApi } from './ovopark-api.js';
import { OvoparkCalls } from './ovopark-calls.js';
import { OvoparkEnterprises } from './ovopark-enterprises.js';
import { ovoparkFaults } from './ovopark-faults.js';
import { OvoparkGateway } from './ovopark-gateway.js';
import { OvoparkReports } from './ovopark-reports.js';
import { OvoparkSearch } from './ovopark-search.js';
import { OvoparkTicketDesk } from './ovopark-ticket-desk.js';
import { OvoparkTickets } from './ovopark-tickets.js';
import { OvoparkTokens } from './ovopark-tokens.js';

function buildOvopark({ journal, now }: BaseParts, tillOrders: PospalOrders) {
  const enterprises = new OvoparkEnterprises(journal, now);
  const clock = (akey: string): number => enterprises.clockOf(akey);
  const tickets = new OvoparkTickets();
  const desk = new OvoparkTicketDesk({ enterprises, tickets, tillOrders, journal });
  return {
    enterprises,
    gateway: new OvoparkGateway(enterprises, clock),
    reports: new OvoparkReports(journal),
    tokens: new OvoparkTokens(clock),
    tickets,
    desk,
    search: new OvoparkSearch({ enterprises, desk, journal, now }),
    calls: new OvoparkCalls(),
    now,
  };
}

/** @param tillOrders may be tickets at Ovopark too */
export function openOvopark(base: BaseParts, tillOrders: PospalOrders) {
  const parts = buildOvopark(base, tillOrders);
  const { enterprises, reports, tickets, search } = parts;
  return {
    name: 'ovopark',
    remembered: [enterprises, reports, tickets, search.days],
    state: () => ({
      enterprises: enterprises.list().length,
      reportedHours: reports.size,
      tickets: tickets.size,
    }),
    control: (scope) => {
      ovoparkControl(scope, parts);
    },
    api: {
      routes: (scope, callDesk) => {
        ovoparkApi(scope, { ...parts, callDesk });
      },
      faults: ovoparkFaults,
    },
  } satisfies SandboxVendor;
}
