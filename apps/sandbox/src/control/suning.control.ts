import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readInput } from '../input.js';
import type { SuningCalls } from '../suning/suning-calls.js';
import { type SuningCouriers, couriersInput } from '../suning/suning-couriers.js';
import { type SuningFollows, followInput } from '../suning/suning-follows.js';
import type { SuningGate } from '../suning/suning-gate.js';
import { merchantInput, type SuningMerchant } from '../suning/suning-merchants.js';
import { listInput } from './control-lists.js';
import { groupRoutes } from './group-routes.js';
import { suningOrderControl, type SuningOrderControlParts } from './suning-orders.control.js';

export interface SuningControlParts extends SuningOrderControlParts {
  readonly gate: SuningGate;
  readonly calls: SuningCalls;
  readonly couriers: SuningCouriers;
  readonly follows: SuningFollows;
}

const callsQuery = z.object({ appKey: z.string().optional(), ...listInput });
const usedInput = z.strictObject({ appKey: z.string().min(1), usedToday: z.int().min(0) });

/** Suning's merchants, what they asked, and what moves their orders. */
export function suningControl(scope: FastifyInstance, parts: SuningControlParts): void {
  const { merchants, gate, calls } = parts;
  const shown = (merchant: SuningMerchant): object => ({
    ...merchant,
    usedToday: gate.days.usedToday(merchant.appKey),
  });
  scope.post('/suning/merchants', async ({ body }, reply) =>
    reply.code(201).send(shown(merchants.save(readInput(merchantInput, body)))),
  );
  scope.get('/suning/merchants', () => ({ items: merchants.list().map(shown) }));
  scope.put('/suning/quota', ({ body }) => {
    const { appKey, usedToday } = readInput(usedInput, body);
    const merchant = merchants.known(appKey);
    gate.days.set(appKey, usedToday);
    return shown(merchant);
  });
  scope.get('/suning/calls', ({ query }) => {
    const { appKey, limit } = readInput(callsQuery, query);
    return { items: calls.newest(appKey, limit), counts: calls.counted(appKey) };
  });
  scope.delete('/suning/calls', async (_request, reply) => {
    calls.forget();
    return reply.code(204).send();
  });
  suningOrderControl(scope, parts);
  groupRoutes(scope, '/suning/couriers', couriersInput, parts.couriers);
  groupRoutes(scope, '/suning/follow', followInput, parts.follows);
}
