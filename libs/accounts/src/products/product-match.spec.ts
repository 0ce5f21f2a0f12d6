import { matchProduct } from './product-match.js';
import type { ProductMapping } from './product-mapping.js';

const mapping = (itemName: string, itemSpec: string, productUid: string): ProductMapping => ({
  accountId: 'till',
  itemName,
  itemSpec,
  productUid,
  units: '1',
});

const MAPPINGS = [
  mapping('拿铁', '', '1'),
  mapping('拿铁', '大杯', '2'),
  mapping('美式', '大杯', '3'),
  { ...mapping('美式', '', '4'), accountId: 'other' },
];

const uidOf = (itemName: string, itemSpec: string | null, accountId = 'till') =>
  matchProduct(MAPPINGS, { accountId, itemName, itemSpec })?.productUid;

describe('matchProduct', () => {
  it('takes the very spec first, whatever the order, then the mapping without one', () => {
    expect(uidOf('拿铁', '大杯')).toBe('2');
    expect(uidOf('拿铁', '小杯')).toBe('1');
    expect(uidOf('拿铁', null)).toBe('1');
    expect(uidOf('拿铁', '')).toBe('1');
  });

  it('takes nothing of another spec, name or account', () => {
    expect(uidOf('美式', '小杯')).toBeUndefined();
    expect(uidOf('美式', null)).toBeUndefined();
    expect(uidOf('拿', null)).toBeUndefined();
    expect(uidOf('美式', '小杯', 'other')).toBe('4');
  });

  it('passes over outer spaces', () => {
    expect(uidOf(' 拿铁\u3000', '\t大杯 ')).toBe('2');
  });
});
