import { HubAddress } from '../docs/hub-address.js';
import { isOfForeignPage, isOfOurPages } from './same-origin.js';

const local = new HubAddress(undefined, '127.0.0.1:3000');
const behindHttps = new HubAddress('https://hub.example.cn', '127.0.0.1:3000');

const asking = (headers: Record<string, string>, host = 'hub.local:3000') => ({ headers, host });

describe('a page of ours', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, local],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, local],
    [{ origin: 'http://hub.local:3000' }, local],
    [{ origin: 'https://hub.local:3000' }, local],
    [{ origin: 'https://hub.example.cn' }, behindHttps],
    [{ origin: 'https://hub.local:3000' }, behindHttps],
  ])('is known by %j', (headers, address) => {
    expect(isOfOurPages(asking(headers as Record<string, string>), address)).toBe(true);
    expect(isOfForeignPage(asking(headers as Record<string, string>), address)).toBe(false);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, local],
    [{ 'sec-fetch-site': 'same-site' }, local],
    [{ 'sec-fetch-site': 'none' }, local],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://hub.local:3000' }, local],
    [{ origin: 'null' }, local],
    [{ origin: '' }, local],
    [{ origin: 'http://hub.local' }, local],
    [{ origin: 'http://hub.local:3001' }, local],
    [{ origin: 'http://hub.local:3000.evil.example' }, local],
    [{ origin: 'http://hub.local:3000@evil.example' }, local],
    [{ origin: 'http://hub.local:3000/' }, local],
    [{ origin: 'ftp://hub.local:3000' }, local],
    [{ origin: 'https://evil.example' }, behindHttps],
    [{ origin: 'http://hub.example.cn' }, behindHttps],
    [{ origin: 'http://hub.local:3000' }, behindHttps],
  ])('is not known by %j', (headers, address) => {
    expect(isOfOurPages(asking(headers as Record<string, string>), address)).toBe(false);
    expect(isOfForeignPage(asking(headers as Record<string, string>), address)).toBe(true);
  });

  it('is not known by nothing, and neither is another’s', () => {
    expect(isOfOurPages(asking({}), local)).toBe(false);
    expect(isOfForeignPage(asking({}), local)).toBe(false);
  });

  it('is not known by a host that could be none', () => {
    expect(isOfOurPages(asking({ origin: 'http://a b' }, 'a b'), local)).toBe(false);
  });
});
