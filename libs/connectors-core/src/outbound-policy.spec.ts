import type { LookupAddress } from 'node:dns';
import { Agent } from 'undici';
import { OutboundPolicy, OutboundRefused } from './outbound-policy.js';
import type { Resolve } from './outbound-policy.js';
import { ScriptedVendor } from './testing/scripted-vendor.js';

const resolveTo =
  (...addresses: string[]): Resolve =>
  (_host, _options, callback) => {
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };

describe('OutboundPolicy', () => {
  const policy = new OutboundPolicy(['127.0.0.0/8', 'fd00::/8']);

  it.each([
    ['1.1.1.1', true, false],
    ['127.0.0.1', true, true],
    ['::ffff:127.0.0.1', true, true],
    ['64:ff9b::127.0.0.1', true, true],
    ['fd00::7', true, true],
    ['10.0.0.1', false, false],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['64:ff9b::a9fe:a9fe', false, false],
    ['100.100.100.200', false, false],
    ['fd00:ec2::254', true, true],
    ['fe80::1%eth0', false, false],
    ['vendor.example', false, false],
  ])('%s: https %s, http %s', (address, https, http) => {
    expect(policy.permits(address, 'https:')).toBe(https);
    expect(policy.permits(address, 'http:')).toBe(http);
  });

  it('keeps of a name only the addresses that are permitted', async () => {
    const mixed = new OutboundPolicy([], resolveTo('10.0.0.1', '1.1.1.1', '::1'));
    expect(await mixed.permittedAddresses('vendor.example', 'https:')).toEqual([
      { address: '1.1.1.1', family: 4 },
    ]);
    expect(await mixed.permittedAddresses('vendor.example', 'http:')).toEqual([]);
    expect(await policy.permittedAddresses('127.0.0.1', 'http:')).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
  });
});

describe('the connections that a policy makes', () => {
  let vendor: ScriptedVendor;
  beforeAll(async () => {
    vendor = await ScriptedVendor.start();
    vendor.answer({ body: 'reached' });
  });
  afterAll(() => vendor.close());

  async function reach(policy: OutboundPolicy, host: string): Promise<string> {
    const agent = new Agent({ connect: policy.connector(5000) });
    try {
      const origin = `http://${host}:${vendor.port}`;
      const { body } = await agent.request({ origin, method: 'GET', path: '/' });
      return await body.text();
    } finally {
      await agent.destroy();
    }
  }
  const loopback = ['127.0.0.0/8'];

  it.each([
    ['a name', loopback, resolveTo('127.0.0.1'), 'vendor.example'],
    ['a name of which one address is permitted', loopback, resolveTo('::1', '127.0.0.1'), 'vendor.example'],
    ['a literal address', loopback, resolveTo(), '127.0.0.1'],
    ['a mapped address', loopback, resolveTo(), '[::ffff:127.0.0.1]'],
  ])('reach %s inside the allowed ranges', async (_what, ranges, resolve, host) => {
    expect(await reach(new OutboundPolicy(ranges, resolve), host)).toBe('reached');
  });

  it.each([
    ['a name that leads inside', resolveTo('127.0.0.1'), 'vendor.example'],
    ['a name that leads inside by a disguised address', resolveTo('::ffff:127.0.0.1'), 'vendor.example'],
    ['localhost', undefined, 'localhost'],
    ['a literal address', undefined, '127.0.0.1'],
    ['an address written as one number', undefined, '2130706433'],
    ['an address written in hex', undefined, '0x7f.1'],
    ['a mapped address', undefined, '[::ffff:7f00:1]'],
    ['the unspecified address', undefined, '0.0.0.0'],
  ])('refuse %s without an allowed range', async (_what, resolve, host) => {
    const before = vendor.received.length;
    await expect(reach(new OutboundPolicy([], resolve), host)).rejects.toBeInstanceOf(OutboundRefused);
    expect(vendor.received).toHaveLength(before);
  });

  it('are judged anew each time, so that a name cannot move inside after it was checked', async () => {
    let address = '127.0.0.1';
    const moving = new OutboundPolicy(['127.0.0.1'], (_host, _options, callback) => {
      callback(null, [{ address, family: 4 }]);
    });
    expect(await reach(moving, 'vendor.example')).toBe('reached');
    address = '127.0.0.2';
    await expect(reach(moving, 'vendor.example')).rejects.toBeInstanceOf(OutboundRefused);
  });
});
