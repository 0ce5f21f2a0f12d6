import { isLocalClient } from './local-client.js';

const asked = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1', httpVersion = '1.1') => ({
  headers: { host: '127.0.0.1:3000', ...headers },
  raw: { httpVersion, socket: { remoteAddress } },
});

it.each([
  asked(),
  asked({}, '::1'),
  asked({}, '::ffff:127.0.0.1'),
  asked({ host: 'localhost:3000' }),
  asked({ host: 'LOCALHOST' }),
  asked({ host: '[::1]:3000' }),
  asked({ accept: '*/*', 'x-request-id': '1', authorization: 'Bearer x' }),
])('a program on this machine asks: %j', (request) => {
  expect(isLocalClient(request)).toBe(true);
});

it.each([
  asked({}, '192.0.2.1'),
  asked({}, '10.0.0.1'),
  asked({}, '128.0.0.1'),
  asked({}, '127.0.0.1', '1.0'),
  asked({ host: 'hub.example.cn' }),
  asked({ host: '127.0.0.1.evil.example' }),
  asked({ host: '' }),
  asked({ host: '10.0.0.1:3000' }),
  asked({ 'x-forwarded-for': '127.0.0.1' }),
  asked({ 'x-forwarded-for': '' }),
  asked({ 'x-forwarded-proto': 'https' }),
  asked({ 'x-forwarded': 'for=1' }),
  asked({ 'x-real-ip': '127.0.0.1' }),
  asked({ forwarded: 'for=127.0.0.1' }),
  asked({ via: '1.1 proxy' }),
  asked({ 'cf-connecting-ip': '192.0.2.1' }),
  asked({ 'true-client-ip': '192.0.2.1' }),
  asked({ 'x-client-ip': '192.0.2.1' }),
  { ...asked(), raw: { httpVersion: '1.1', socket: {} } },
])('somebody else may ask: %j', (request) => {
  expect(isLocalClient(request)).toBe(false);
});
