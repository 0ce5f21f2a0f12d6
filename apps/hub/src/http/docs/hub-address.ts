import type { FastifyRequest } from 'fastify';

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-fA-F:]+\](:\d{1,5})?$/;

/** Where people and vendors reach this hub: as configured, else by the name that the request itself used. */
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

  /**
   * Whether an Origin names this hub. Without a configured https origin the scheme does not count: a proxy may speak it.
   * @param host that the request itself used
   */
  isOwn(origin: string, host: string): boolean {
    if (origin === this.publicUrl) return true;
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    const isAllowed =
      url.protocol === 'https:' ||
      (url.protocol === 'http:' && this.publicUrl?.startsWith('https:') !== true);
    return isAllowed && url.origin === origin && HOST.test(host) && url.host === host.toLowerCase();
  }
}
