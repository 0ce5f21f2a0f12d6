import { checkBaseUrl } from './base-url.js';
import { OutboundPolicy } from './outbound-policy.js';
import type { Resolve } from './outbound-policy.js';

const NAMES: Record<string, string> = {
  localhost: '127.0.0.1',
  'sandbox.local': '10.0.0.5',
  'vendor.example': '1.1.1.1',
};
const resolve: Resolve = (host, _options, callback) => {
  const address = NAMES[host];
  if (address === undefined) callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), []);
  else callback(null, [{ address, family: 4 }]);
};
const policy = new OutboundPolicy(['127.0.0.0/8', '10.0.0.0/24'], resolve);

describe('checkBaseUrl', () => {
  it.each([
    'https://openapi.qmai.cn',
    'https://openapi.qmai.cn/',
    'https://area24-win.pospal.cn:443',
    'https://unknown.example',
    'https://1.1.1.1:8443',
    'https://127.0.0.1:8443',
    'http://127.0.0.1:4010',
    'http://localhost:4010',
    'http://sandbox.local:4010',
    'http://[::ffff:127.0.0.1]:4010',
  ])('takes %s', async (text) => {
    expect(await checkBaseUrl(text, policy)).toEqual([]);
  });

  it.each([
    ['', 'must be an address'],
    ['openapi.qmai.cn', 'must be an address'],
    ['ftp://openapi.qmai.cn', 'must be an address'],
    ['file:///etc/passwd', 'must be an address'],
    ['https://user:pass@openapi.qmai.cn', 'must not hold a user name'],
    ['https://openapi.qmai.cn/api/v2', 'must be the origin only'],
    ['https://openapi.qmai.cn?', 'must be the origin only'],
    ['https://openapi.qmai.cn/#x', 'must be the origin only'],
    ['http://openapi.qmai.cn', 'must be https'],
    ['http://vendor.example', 'must be https'],
    ['http://1.1.1.1', 'must be https'],
    ['http://169.254.169.254', 'must be https'],
    ['https://169.254.169.254', 'must be a public address'],
    ['https://100.100.100.200', 'must be a public address'],
    ['https://2852039166', 'must be a public address'],
    ['https://[::1]', 'must be a public address'],
    ['https://[64:ff9b::a9fe:a9fe]', 'must be a public address'],
  ])('refuses %s', async (text, message) => {
    expect(await checkBaseUrl(text, policy)).toEqual([
      expect.objectContaining({ field: 'baseUrl', message: expect.stringContaining(message) }),
    ]);
  });
});
