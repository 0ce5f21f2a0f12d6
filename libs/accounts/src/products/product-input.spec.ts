import fc from 'fast-check';
import { fault } from '#domain/refusal.js';
import { acceptItems, acceptMappings, placedItems } from './product-input.js';

const GREATEST = 9_223_372_036_854_775_807n;

const check = (...items: { itemName?: string; itemSpec?: string; productUid?: string; units?: string }[]) =>
  acceptMappings(placedItems(items.map((item) => ({ itemName: 'x', productUid: '1', ...item }))));

const faultyFields = (...items: Parameters<typeof check>) => check(...items).faults.map(({ field }) => field);

describe('acceptMappings', () => {
  it('keeps every digit of an id, up to 2^63 − 1', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: GREATEST }), (uid) => {
        const { values, faults } = check({ productUid: String(uid) });
        expect([values[0]?.productUid, faults]).toEqual([uid.toString(), []]);
      }),
    );
    expect(check({ productUid: String(GREATEST) }).faults).toEqual([]);
  });

  it.each(['', '0', '007', '-1', '1.0', '8.80123E+17', '12a', '１２', '9223372036854775808', '1'.repeat(20)])(
    'takes no id like %j',
    (productUid) => {
      expect(faultyFields({ productUid })).toEqual(['items.0.productUid']);
    },
  );

  it('has one form of units, 1 unless told', () => {
    const units = ['2', '0.50', '1.250000', '', undefined].map(
      (text) => check(text === undefined ? {} : { units: text }).values[0]?.units,
    );
    expect(units).toEqual(['2', '0.5', '1.25', '1', '1']);
  });

  it.each(['0', '0.000', '-1', '1e3', '.5', '1.', '1,5', '0.0000001', '1000000', 'x'])(
    'takes no units like %j',
    (units) => {
      expect(faultyFields({ units })).toEqual(['items.0.units']);
    },
  );

  it('names every fault by its place', () => {
    const fields = faultyFields(
      { itemName: ' ' },
      { itemName: 'ok' },
      { itemName: 'a'.repeat(301), itemSpec: '\0', productUid: 'x', units: '0' },
    );
    expect(fields.sort()).toEqual([
      'items.0.itemName',
      'items.2.itemName',
      'items.2.itemSpec',
      'items.2.productUid',
      'items.2.units',
    ]);
  });

  it('takes one item once, however it is spaced', () => {
    const items = [{ itemSpec: 'a' }, { itemSpec: ' a ', productUid: '2' }, {}, { itemSpec: '' }];
    expect(check(...items).faults).toEqual([
      fault('items.1', 'same_item', { place: 'items.0' }),
      fault('items.3', 'same_item', { place: 'items.2' }),
    ]);
    expect(faultyFields({ itemName: 'a","b', itemSpec: '' }, { itemName: 'a', itemSpec: 'b' })).toEqual([]);
  });
});

it('acceptItems reads what names an item', () => {
  const { values, faults } = acceptItems(placedItems([{ itemName: ' x ' }, { itemName: '', itemSpec: 's' }]));
  expect(values[0]).toEqual({ itemName: 'x', itemSpec: '' });
  expect(faults.map(({ field }) => field)).toEqual(['items.1.itemName']);
});
