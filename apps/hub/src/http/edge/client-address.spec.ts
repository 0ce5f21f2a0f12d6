import { fastify } from 'fastify';
import fc from 'fast-check';
import { clientAddressOf, proxiesIn, readAddress } from './client-address.js';

/** What a hub that believes these proxies takes for the address of a request. */
async function addressOf(proxies: readonly string[], peer: string, forwardedFor?: string): Promise<string> {
  const server = fastify({ trustProxy: proxies.length > 0 && proxiesIn(proxies) });
  server.get('/', (request) => clientAddressOf(request));
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  const { body } = await server.inject({ url: '/', remoteAddress: peer, headers });
  await server.close();
  return body;
}

const PROXY = '10.0.0.1';
const FURTHER = '10.0.0.2';
const CLIENT = '203.0.113.7';
const LIAR = '198.51.100.9';

describe('the address of a request', () => {
  it.each([
    ['nobody is believed', [], CLIENT, LIAR, CLIENT],
    ['a stranger claims to be another', [PROXY], CLIENT, LIAR, CLIENT],
    ['a proxy says who it is', [PROXY], PROXY, CLIENT, CLIENT],
    ['the client wrote one before the proxy did', [PROXY], PROXY, `${LIAR}, ${CLIENT}`, CLIENT],
    ['two proxies stand in a row', ['10.0.0.0/8'], PROXY, `${LIAR}, ${CLIENT}, ${FURTHER}`, CLIENT],
    ['the farther one is not believed', [PROXY], PROXY, `${CLIENT}, ${FURTHER}`, FURTHER],
    ['all are proxies', ['10.0.0.0/8'], PROXY, FURTHER, FURTHER],
    ['a proxy says nothing', [PROXY], PROXY, undefined, PROXY],
    ['a proxy says nothing that can be read', [PROXY], PROXY, 'unknown', PROXY],
    ['a script stands there', [PROXY], PROXY, '<script>', PROXY],
    ['a port stands behind it', [PROXY], PROXY, `${CLIENT}:4711`, CLIENT],
    ['a proxy stands there with its port', ['10.0.0.0/8'], PROXY, `${CLIENT}, ${FURTHER}:80`, CLIENT],
    ['it is of IPv6 in brackets', [PROXY], PROXY, '[2001:db8::1]:4711', '2001:db8::1'],
    ['the connection is mapped', [PROXY], `::ffff:${PROXY}`, CLIENT, CLIENT],
    ['what is written is mapped', [PROXY], PROXY, `::ffff:${CLIENT}`, CLIENT],
    ['the proxy is of IPv6', ['fd00::/8'], 'fd00::1', CLIENT, CLIENT],
  ])('where %s', async (_what, proxies, peer, forwardedFor, address) => {
    expect(await addressOf(proxies, peer, forwardedFor)).toBe(address);
  });

  it('is never what a stranger says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\x20-\x7e]{0,40}$/), async (said) => {
        expect(await addressOf([PROXY], CLIENT, said)).toBe(CLIENT);
        expect(await addressOf([PROXY], PROXY, `${said},${CLIENT}`)).toBe(CLIENT);
      }),
      { numRuns: 50 },
    );
  });

  it('is one word where there is none', () => {
    // Of a connection that has ended Node may not know it any more.
    expect(clientAddressOf({ ip: undefined as unknown as string })).toBe('unknown');
  });
});

it('an address is read as a proxy may write it', () => {
  expect(
    ['203.0.113.7', ' 203.0.113.7 ', '203.0.113.7:80', '[::1]', '[::1]:8080', '::1'].map(readAddress),
  ).toEqual(['203.0.113.7', '203.0.113.7', '203.0.113.7', '::1', '::1', '::1']);
  expect(
    ['', 'unknown', '_hidden', '1.2.3', '1.2.3.4:x', '[1.2.3.4', '::1]:80', undefined].map(readAddress),
  ).toEqual(Array(8).fill(undefined));
});
