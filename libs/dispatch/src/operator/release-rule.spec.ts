import fc from 'fast-check';
import { matchProduct } from '#accounts/products/product-match.js';
import { waitsForOneOf } from './release-rule.js';

const name = fc.constantFrom('拿铁', '美式', '面');
const spec = fc.constantFrom('大杯', '小杯');
const mapping = fc.record({ itemName: name, itemSpec: fc.oneof(fc.constant(''), spec) });
const spaced = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.constantFrom('', ' ', '\u3000')).map(([inner, space]) => `${space}${inner}${space}`);
const item = fc.record({ itemName: spaced(name), itemSpec: fc.oneof(fc.constant(null), spaced(spec)) });

it('a command waits for a mapping exactly where an item that it lacks is found by it', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1 }), fc.array(mapping), (items, mapped) => {
      const mappings = mapped.map((one) => ({ ...one, accountId: 'till', productUid: '1', units: '1' }));
      const isFound = items.some(
        (each) => matchProduct(mappings, { accountId: 'till', ...each }) !== undefined,
      );
      expect(waitsForOneOf({ items }, mapped)).toBe(isFound);
    }),
  );
});

it('one that does not say what it lacks is tried', () => {
  expect(waitsForOneOf(null, [{ itemName: '面', itemSpec: '' }])).toBe(true);
});
