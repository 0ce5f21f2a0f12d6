import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SENDING } from '../fault-input.js';
import { instant, readInput } from '../input.js';
import type { Outbox } from '../outbound/outbox.js';
import type { SandboxParts } from '../sandbox-parts.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { sumSales } from '../sales.js';

type Vendors = readonly SandboxVendor[];

const idleQuery = z.object({ timeoutMs: z.coerce.number().int().min(0).max(600_000).default(30_000) });

const pendingOf = (outbox: Outbox): Record<string, number> =>
  Object.fromEntries(outbox.targets().map((target) => [target, outbox.pending(target)]));

/** What was sent and not acknowledged, by vendor and receiver. */
const notificationsOf = (vendors: Vendors): Readonly<Record<string, object>> =>
  Object.fromEntries(
    vendors.flatMap(({ name, outbox }) => (outbox === undefined ? [] : [[name, pendingOf(outbox)]])),
  );

/** Waits until every notification is acknowledged, at most `timeoutMs`. @returns whether it came to that */
async function becomesIdle(vendors: Vendors, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false).unref();
  });
  const waited = vendors.flatMap(({ outbox }) => (outbox === undefined ? [] : [outbox.idle()]));
  const idle = Promise.all(waited).then(() => true);
  return Promise.race([idle, timeout]).finally(() => {
    clearTimeout(timer);
  });
}

function salesRoute(scope: FastifyInstance, vendors: Vendors): void {
  const selling = new Map(vendors.flatMap(({ name, sales }) => (sales ? [[name, sales] as const] : [])));
  const salesQuery = z.object({
    vendor: z.enum([...selling.keys()]),
    store: z.string().min(1).optional(),
    from: instant.optional(),
    to: instant.optional(),
    /** Pospal: leaves out orders whose remark contains it. */
    without: z.string().min(1).optional(),
  });
  scope.get('/sales', ({ query }) => {
    const filter = readInput(salesQuery, query);
    const { vendor, store = null, without } = filter;
    return { vendor, store, ...sumSales(selling.get(vendor)?.(without) ?? [], filter) };
  });
}

/** What the sandbox holds, its own sums, and what is still to be sent. */
export function stateControl(scope: FastifyInstance, { base, vendors, customers }: SandboxParts): void {
  salesRoute(scope, vendors);
  scope.get('/notifications', () => notificationsOf(vendors));
  scope.get('/notifications/idle', async ({ query }) => {
    const { timeoutMs } = readInput(idleQuery, query);
    const idle = await becomesIdle(vendors, timeoutMs);
    return { idle, ...notificationsOf(vendors) };
  });
  const called = [...vendors.filter(({ api }) => api !== undefined).map(({ name }) => name), SENDING];
  const acting = Object.assign({ customers }, ...vendors.map((vendor) => vendor.acting ?? {})) as Readonly<
    Record<string, { shown(): readonly object[] }>
  >;
  scope.get('/state', () => ({
    ...Object.fromEntries(vendors.map((vendor) => [vendor.name, vendor.state()])),
    ...Object.fromEntries(Object.entries(acting).map(([word, actor]) => [word, actor.shown()])),
    faults: base.faults.list().length,
    calls: Object.fromEntries(called.map((name) => [name, base.calls.count(name)])),
    unacknowledged: notificationsOf(vendors),
  }));
}
