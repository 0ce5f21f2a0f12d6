import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { customersInput } from '../customers.js';
import { type FaultKinds, SENDING, sendingFaults } from '../fault-input.js';
import type { FaultBook } from '../faults.js';
import { historyInput, placeHistory } from '../history.js';
import { ControlFault, readInput } from '../input.js';
import type { SandboxParts } from '../sandbox-parts.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { listInput } from './control-lists.js';
import { groupRoutes } from './group-routes.js';

/** The faults that may be ordered, by the word that names them: a vendor that is called, or its sending. */
const faultsOf = (vendors: readonly SandboxVendor[]): ReadonlyMap<string, FaultKinds> =>
  new Map([
    ...vendors.flatMap(({ name, api }) => (api === undefined ? [] : [[name, api.faults] as const])),
    [SENDING, sendingFaults] as const,
  ]);

function faultRoutes(
  scope: FastifyInstance,
  faults: FaultBook,
  kinds: ReadonlyMap<string, FaultKinds>,
): void {
  const named = z.object({ vendor: z.enum([...kinds.keys()]) });
  scope.post('/faults', async ({ body }, reply) => {
    const kind = kinds.get(readInput(named, body).vendor) ?? sendingFaults;
    const fault = faults.add(readInput(kind.input, body), kind);
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
export function playControl(scope: FastifyInstance, { base, vendors, customers }: SandboxParts): void {
  const { calls, now } = base;
  const storefronts = vendors.flatMap((vendor) => vendor.storefronts ?? []);
  const kinds = faultsOf(vendors);
  faultRoutes(scope, base.faults, kinds);
  groupRoutes(scope, '/customers', customersInput(storefronts), customers);
  const history = historyInput(storefronts);
  scope.post('/history', async ({ body }, reply) => {
    const input = readInput(history, body);
    if (input.to > now()) throw new ControlFault('to', 'must not lie in the future');
    const orderNos = placeHistory(storefronts, input, now());
    return reply.code(201).send({ count: orderNos.length, orderNos });
  });
  const requestsQuery = z.object({ vendor: z.enum([...kinds.keys()]).optional(), ...listInput });
  scope.get('/requests', ({ query }) => {
    const { vendor, limit } = readInput(requestsQuery, query);
    const wanted = vendor === undefined ? [...kinds.keys()] : [vendor];
    return Object.fromEntries(wanted.map((name) => [name, calls.newest(name, limit)]));
  });
}
