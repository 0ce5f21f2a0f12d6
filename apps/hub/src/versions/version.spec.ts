import fc from 'fast-check';
import { isOlder, parseVersion, type Version, versionText } from './version.js';

const version: fc.Arbitrary<Version> = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20));

describe('versions', () => {
  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.1.9', '0.1.10', true],
    ['0.9.0', '0.10.0', true],
    ['1.0.0', '0.99.99', false],
    ['0.1.10', '0.1.9', false],
  ])('%s is older than %s: %s', (one, other, older) => {
    expect(isOlder(parseVersion(one), parseVersion(other))).toBe(older);
  });

  it('are in an order: of two, one is older, or they are the same', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const same = versionText(one) === versionText(other);
        expect([isOlder(one, other), isOlder(other, one)].filter(Boolean)).toHaveLength(same ? 0 : 1);
      }),
    );
  });

  it.each(['', '1', '1.2', '1.2.3-beta', 'v1.2.3', '1.2.3.4', ' 1.2.3'])('"%s" is none', (text) => {
    expect(() => parseVersion(text)).toThrow('is no version');
  });
});
