import type { FastifyRequest } from 'fastify';
import type { HubAddress } from '../docs/hub-address.js';

type Asking = Pick<FastifyRequest, 'headers' | 'host'>;

/**
 * Whether a page of the hub itself asks. Browsers say so in Sec-Fetch-Site wherever they trust the connection, and in
 * Origin with whatever may change something. What says neither is not known to be ours.
 */
export function isOfOurPages(request: Asking, address: HubAddress): boolean {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && address.isOwn(origin, request.host);
}

/** Whether a page of another site asks: what no browser sends says nothing of a page. */
export const isOfForeignPage = (request: Asking, address: HubAddress): boolean =>
  (request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined) &&
  !isOfOurPages(request, address);
