import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { EdgeEnv } from '../../config/edge-env.js';
import { isLocalClient } from './local-client.js';

/** Which setting a route stands under. */
const PAGES: readonly (readonly [keyof EdgeEnv['access'], RegExp])[] = [
  ['metrics', /^\/metrics$/],
  ['docs', /^\/(?:docs(?:\/.*)?|openapi\.json)$/],
];

/**
 * What tells of the hub and is not of the admin REST is open to whom the environment says; whoever else shows who it is,
 * by a key or in a session. To be called before any route is added: by the route, so that no spelling of an address
 * gets around it.
 * @param known throws where nobody is known
 */
export function guardPages(
  server: FastifyInstance,
  access: EdgeEnv['access'],
  known: (request: FastifyRequest) => Promise<unknown>,
): void {
  server.addHook('onRoute', (route) => {
    const page = PAGES.find(([, pattern]) => pattern.test(route.url))?.[0];
    if (page === undefined || access[page] === 'open') return;
    const isOpen = access[page] === 'local' ? isLocalClient : () => false;
    const guard: onRequestAsyncHookHandler = async (request) => {
      if (!isOpen(request)) await known(request);
    };
    route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
  });
}
