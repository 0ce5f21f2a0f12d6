import fc from 'fast-check';
import { ConnectionCounts, type Opened } from './connection-counts.js';

const ME = '192.0.2.1';
const OTHER = '198.51.100.7';
const PROXY = '10.0.0.1';

const counts = (most: number, mostOfAddress: number) =>
  new ConnectionCounts({ most, mostOfAddress }, (address) => address === PROXY);
const times = (n: number, open: () => Opened): Opened[] => Array.from({ length: n }, open);

describe('ConnectionCounts', () => {
  it('serves so many of an address, tells the next, and has room again once one is closed', () => {
    const open = counts(100, 2);
    expect(times(3, () => open.open(ME))).toEqual(['served', 'served', 'told']);
    expect(open.open(OTHER)).toBe('served');
    open.close(ME, 'told');
    expect(open.open(ME)).toBe('told');
    open.close(ME, 'served');
    expect(open.open(ME)).toBe('served');
  });

  it('serves so many in all, whoever they are of', () => {
    const open = counts(3, 2);
    expect([ME, OTHER, PROXY, PROXY].map((address) => open.open(address))).toEqual([
      'served',
      'served',
      'served',
      'told',
    ]);
    expect(open.inUse).toBe(3);
  });

  it('has no bound for a proxy that is believed but that of all', () => {
    const open = counts(100, 2);
    expect(new Set(times(100, () => open.open(PROXY)))).toEqual(new Set(['served']));
    expect(open.open(PROXY)).toBe('told');
  });

  it('takes a network of IPv6 for one', () => {
    const open = counts(100, 1);
    expect([open.open('2001:db8::1'), open.open('2001:db8::2'), open.open('2001:db8:0:1::1')]).toEqual([
      'served',
      'told',
      'served',
    ]);
  });

  it('cuts the rest without a word, and those beyond an address’s bound take no room of others', () => {
    const open = counts(1_000, 1);
    const mine = times(500, () => open.open(ME));
    expect(mine.filter((one) => one === 'told')).toHaveLength(64);
    expect(mine.filter((one) => one === 'cut')).toHaveLength(435);
    expect(open.open(OTHER)).toBe('served');
  });

  it('forgets whatever was closed', () => {
    const address = fc.constantFrom(ME, OTHER, PROXY, '2001:db8::1');
    fc.assert(
      fc.property(fc.array(address, { maxLength: 100 }), (addresses) => {
        const open = counts(20, 4);
        const opened = addresses.map((one) => [one, open.open(one)] as const);
        for (const [one, how] of opened) if (how !== 'cut') open.close(one, how);
        expect(open.inUse).toBe(0);
        expect(times(4, () => open.open(ME))).toEqual(Array(4).fill('served'));
      }),
    );
  });
});
