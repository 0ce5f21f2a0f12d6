import type { FastifyRequest } from 'fastify';
import { HubAddress } from './hub-address.js';

const requestTo = (host: string) => ({ protocol: 'http', host }) as FastifyRequest;

describe('HubAddress', () => {
  it('is the name that the request used', () => {
    const address = new HubAddress(undefined, '127.0.0.1:3000');
    expect(address.originFor(requestTo('hub.local:8080'))).toBe('http://hub.local:8080');
    expect(address.originFor(requestTo('[::1]:8080'))).toBe('http://[::1]:8080');
  });

  it('is no name that could not be one', () => {
    const address = new HubAddress(undefined, '127.0.0.1:3000');
    for (const host of ['', 'a b', 'evil/path', 'x"><script>', 'user@host']) {
      expect(address.originFor(requestTo(host))).toBe('http://127.0.0.1:3000');
    }
  });

  it('is the configured one before all', () => {
    const address = new HubAddress('https://hub.example.cn', '127.0.0.1:3000');
    expect(address.originFor(requestTo('10.0.0.1'))).toBe('https://hub.example.cn');
  });
});
