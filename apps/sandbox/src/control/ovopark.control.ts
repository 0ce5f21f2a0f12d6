import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { chinaIso } from '../china-time.js';
import { readInput } from '../input.js';
import type { OvoparkCalls } from '../ovopark/ovopark-calls.js';
import { enterpriseInput, type OvoparkEnterprises } from '../ovopark/ovopark-enterprises.js';
import type { AcceptedReport, OvoparkReports } from '../ovopark/ovopark-reports.js';
import { fenOfYuan } from '../yuan.js';
import { listInput } from './control-lists.js';

export interface OvoparkControlParts {
  readonly enterprises: OvoparkEnterprises;
  readonly reports: OvoparkReports;
  readonly calls: OvoparkCalls;
}

const reportsQuery = z.object({ shop: z.string().min(1).optional() });
const callsQuery = z.object(listInput);

const shown = (report: AcceptedReport): object => ({
  ...report,
  hourStart: chinaIso(report.hourStart),
  receivedAt: chinaIso(report.receivedAt),
  totalFen: fenOfYuan(report.total),
});

export function ovoparkControl(
  scope: FastifyInstance,
  { enterprises, reports, calls }: OvoparkControlParts,
): void {
  scope.post('/ovopark/enterprises', async ({ body }, reply) => {
    const enterprise = readInput(enterpriseInput, body);
    enterprises.save(enterprise);
    return reply.code(201).send(enterprise);
  });
  scope.get('/ovopark/enterprises', () => ({ items: enterprises.list() }));
  scope.get('/ovopark/reports', ({ query }) => {
    const hours = reports.list(readInput(reportsQuery, query).shop);
    return {
      items: hours.map(({ latest, times, history }) => ({
        ...shown(latest),
        times,
        history: history.map(shown),
      })),
    };
  });
  scope.get('/ovopark/calls', ({ query }) => ({
    items: calls.newest(readInput(callsQuery, query).limit),
  }));
}
