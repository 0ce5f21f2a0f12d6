import { isIP } from 'node:net';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AddressRanges, plainAddress } from '#connectors-core/address-range.js';

/** Some proxies write the port of the connection behind the address; IPv6 then stands in brackets. */
const WITH_PORT = /^\[([^\]]+)\](?::\d{1,5})?$|^([\d.]+):\d{1,5}$/;

/** An address as a proxy wrote it. @returns undefined for what is none, such as `unknown` */
export function readAddress(text: string | undefined): string | undefined {
  const [, bracketed, dotted] = WITH_PORT.exec(text?.trim() ?? '') ?? [];
  const bare = bracketed ?? dotted ?? text?.trim() ?? '';
  return isIP(bare) === 0 ? undefined : plainAddress(bare);
}

/** Whether an address is one of the proxies that are believed. */
export type IsProxy = (address: string) => boolean;

export function proxiesIn(ranges: readonly string[]): IsProxy {
  const trusted = new AddressRanges(ranges);
  return (text) => {
    const address = readAddress(text);
    return address !== undefined && trusted.has(address);
  };
}

/** Of a connection that ended before anybody asked: what has no address is counted together. */
const UNKNOWN = 'unknown';

/**
 * Where a request comes from: the connection's other end or, as far as those that pass it on are believed
 * (`HUB_TRUSTED_PROXIES`), what the farthest of them wrote into `X-Forwarded-For`. Where that is no address, the proxy
 * that wrote it. This one function decides it, for limits, for the log and for whatever is kept of who did something.
 */
export function clientAddressOf({ ips, ip }: Pick<FastifyRequest, 'ip' | 'ips'>): string {
  const chain: readonly (string | undefined)[] = ips ?? [ip];
  return chain.map(readAddress).findLast((address) => address !== undefined) ?? UNKNOWN;
}

/** {@link clientAddressOf}, as a parameter of a route. */
export const ClientAddress = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  clientAddressOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
