import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chinaIso } from '../china-time.js';
import { instant, readInput } from '../input.js';
import type { OvoparkCalls } from '../ovopark/ovopark-calls.js';
import { enterpriseInput, type OvoparkEnterprise } from '../ovopark/ovopark-enterprises.js';
import type { AcceptedReport, OvoparkReports } from '../ovopark/ovopark-reports.js';
import { sumReports } from '../ovopark/ovopark-sums.js';
import type { OvoparkSearch } from '../ovopark/ovopark-search.js';
import type { OvoparkTokens } from '../ovopark/ovopark-tokens.js';
import { fenOfYuan } from '../yuan.js';
import { listInput } from './control-lists.js';
import { ovoparkTicketControl, type OvoparkTicketControlParts } from './ovopark-tickets.control.js';

export interface OvoparkControlParts extends OvoparkTicketControlParts {
  readonly reports: OvoparkReports;
  readonly tokens: OvoparkTokens;
  readonly search: OvoparkSearch;
  readonly calls: OvoparkCalls;
}

const reportsQuery = z.object({ shop: z.string().min(1).optional() });
const sumsQuery = reportsQuery.extend({ from: instant.optional(), to: instant.optional() });
const callsQuery = z.object({ method: z.string().optional(), ...listInput });
const akeyQuery = z.object({ akey: z.string().optional() });
const usedInput = z.strictObject({ akey: z.string().min(1), searchesToday: z.int().min(0) });

const shownReport = (report: AcceptedReport): object => ({
  ...report,
  hourStart: chinaIso(report.hourStart),
  receivedAt: chinaIso(report.receivedAt),
  totalFen: fenOfYuan(report.total),
});

function callRoutes(scope: FastifyInstance, { calls, tokens }: OvoparkControlParts): void {
  scope.get('/ovopark/calls', ({ query }) => {
    const { method, limit } = readInput(callsQuery, query);
    return { items: calls.newest(method, limit), counts: calls.counted() };
  });
  scope.delete('/ovopark/calls', async (_request, reply) => {
    calls.forget();
    return reply.code(204).send();
  });
  scope.delete('/ovopark/tokens', ({ query }) => ({ ended: tokens.end(readInput(akeyQuery, query).akey) }));
}

export function ovoparkControl(scope: FastifyInstance, parts: OvoparkControlParts): void {
  const { enterprises, reports, search } = parts;
  const shown = (enterprise: OvoparkEnterprise): object => ({
    ...enterprise,
    searchesToday: search.days.usedToday(enterprise.akey),
  });
  scope.post('/ovopark/enterprises', async ({ body }, reply) => {
    const enterprise = readInput(enterpriseInput, body);
    enterprises.save(enterprise);
    return reply.code(201).send(shown(enterprise));
  });
  scope.get('/ovopark/enterprises', () => ({ items: enterprises.list().map(shown) }));
  scope.put('/ovopark/quota', ({ body }) => {
    const { akey, searchesToday } = readInput(usedInput, body);
    const enterprise = enterprises.known(akey);
    search.days.set(akey, searchesToday);
    return shown(enterprise);
  });
  scope.get('/ovopark/reports', ({ query }) => {
    const hours = reports.list(readInput(reportsQuery, query).shop);
    return {
      items: hours.map(({ latest, history, ...counts }) => ({
        ...shownReport(latest),
        ...counts,
        history: history.map(shownReport),
      })),
    };
  });
  scope.get('/ovopark/sums', ({ query }) => {
    const { shop, ...filter } = readInput(sumsQuery, query);
    return sumReports(reports.list(shop), filter);
  });
  callRoutes(scope, parts);
  ovoparkTicketControl(scope, parts);
}
