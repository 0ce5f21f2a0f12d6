import fc from 'fast-check';
import { AddressRanges, isPublicAddress, parseRange, plainAddress } from './address-range.js';

describe('parseRange', () => {
  it.each([
    ['10.0.0.0/8', { address: '10.0.0.0', prefix: 8 }],
    [' ::1/128 ', { address: '::1', prefix: 128 }],
    ['192.168.1.7', { address: '192.168.1.7', prefix: 32 }],
    ['fd00::1', { address: 'fd00::1', prefix: 128 }],
    ['0.0.0.0/0', { address: '0.0.0.0', prefix: 0 }],
    ['10.0.0.0/33', undefined],
    ['10.0.0/8', undefined],
    ['10.0.0.0/8/8', undefined],
    ['10.0.0.0/', undefined],
    ['10.0.0.0/-1', undefined],
    ['fe80::1%eth0/64', undefined],
    ['localhost', undefined],
    ['', undefined],
  ])('%j', (text, range) => {
    expect(parseRange(text)).toEqual(range);
  });
});

describe('AddressRanges', () => {
  it('has what lies inside one of them', () => {
    const ranges = new AddressRanges(['127.0.0.0/8', 'fd00::/8']);
    expect(ranges.has('127.3.2.1')).toBe(true);
    expect(ranges.has('fd12::1')).toBe(true);
    expect(ranges.has('128.0.0.1')).toBe(false);
    expect(ranges.has('fe80::1')).toBe(false);
  });

  it('refuses a text that is no range', () => {
    expect(() => new AddressRanges(['10.0.0.0/8', 'x'])).toThrow(TypeError);
  });
});

describe('plainAddress', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::FFFF:0a01:0203', '10.1.2.3'],
    ['64:ff9b::a9fe:a9fe', '169.254.169.254'],
    ['64:ff9b::169.254.169.254', '169.254.169.254'],
    ['0:0:0:0:0:ffff:7f00:1', '127.0.0.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2606:4700::1111', '2606:4700::1111'],
    ['::1', '::1'],
    ['::', '::'],
  ])('%s is %s', (address, plain) => {
    expect(plainAddress(address)).toBe(plain);
  });
});

describe('isPublicAddress', () => {
  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '239.1.1.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    'fec0::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '64:ff9b:1::1',
    '100::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '47.95.1.1',
    '100.63.255.255',
    '100.128.0.0',
    '172.32.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2408:8000::1',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('judges an IPv4 address the same in each of its disguises', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        for (const disguise of [`::ffff:${address}`, `64:ff9b::${address}`]) {
          expect(isPublicAddress(plainAddress(disguise))).toBe(isPublicAddress(address));
        }
      }),
    );
  });
});
