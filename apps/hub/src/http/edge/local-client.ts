import type { FastifyRequest } from 'fastify';
import { AddressRanges, plainAddress } from '#connectors-core/address-range.js';

const LOOPBACK = new AddressRanges(['127.0.0.0/8', '::1/128']);
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
/** What those write who pass on somebody else's request. */
const FORWARDING =
  /^(?:forwarded|via|x-forwarded(?:-.+)?|x-original-.+|x-envoy-.+|x-real-ip|(?:x-|x-cluster-|true-|fastly-)client-ip|cf-connecting-ip)$/;

type Asked = Pick<FastifyRequest, 'headers'> & {
  readonly raw: {
    readonly httpVersion: string;
    readonly socket: { readonly remoteAddress?: string | undefined };
  };
};

/**
 * Whether a program on this very machine asks for itself: the connection is of loopback, so is the name that is asked
 * for (another could be a page's whose name was made to lead here), and nothing says that somebody is passed on. HTTP/1.0
 * is what many versions of nginx speak to what stands behind them, and they add no header unless they are told to.
 */
export function isLocalClient({ headers, raw }: Asked): boolean {
  return (
    LOOPBACK.has(plainAddress(raw.socket.remoteAddress ?? '0.0.0.0')) &&
    raw.httpVersion !== '1.0' &&
    LOOPBACK_HOST.test(headers.host ?? '') &&
    !Object.keys(headers).some((name) => FORWARDING.test(name))
  );
}
