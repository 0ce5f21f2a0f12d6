import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubParts } from '../../app.module.js';
import { problemOf } from '../problem/problem-table.js';
import { sendProblem } from '../problem/problem.filter.js';
import { proxiesIn } from './client-address.js';
import { ConnectionCounts } from './connection-counts.js';
import { EdgeServer } from './edge-server.js';
import { headersOfAny } from './safe-headers.js';

/** A flood of connections is told of once in so long. */
const TELL_EVERY_MS = 60_000;

/** What Fastify is told of the network: whom to believe, on which server to stand, what to say of what is no address. */
export function edgeOptions({ env: { edge, publicUrl }, metrics, log }: HubParts) {
  const isProxy = proxiesIn(edge.trustedProxies);
  const connections = new ConnectionCounts(edge.connections, isProxy);
  metrics.edge.watchConnections(() => connections.inUse);
  let toldAt = -Infinity;
  const server = new EdgeServer({
    headMs: edge.headMs,
    requestMs: edge.requestMs,
    connections,
    headers: headersOfAny(publicUrl),
    observeRefused: (how, address) => {
      metrics.edge.connectionsRefused.inc({ how });
      if (performance.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = performance.now();
      log({
        event: 'connections',
        level: 'warn',
        outcome: 'refused',
        clientAddress: address,
        open: connections.inUse,
      });
    },
  });
  return {
    serverFactory: (serve: Parameters<EdgeServer['create']>[0]) => server.create(serve),
    // The server beneath answers these.
    clientErrorHandler: () => undefined,
    trustProxy: edge.trustedProxies.length > 0 && isProxy,
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error, `urn:uuid:${randomUUID()}`)),
  };
}
