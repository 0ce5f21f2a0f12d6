import type { FastifyRequest } from 'fastify';

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:]+\](:\d{1,5})?$/;

/** Where vendors reach this hub: as configured, else by the name that the request itself used. */
export class HubAddress {
  /** @param fallback host and port, for a request whose host cannot be used */
  constructor(
    private readonly publicUrl: string | undefined,
    private readonly fallback: string,
  ) {}

  originFor(request: FastifyRequest): string {
    if (this.publicUrl !== undefined) return this.publicUrl;
    return `${request.protocol}://${HOST.test(request.host) ? request.host : this.fallback}`;
  }
}
