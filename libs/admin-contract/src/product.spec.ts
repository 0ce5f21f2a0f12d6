import { z } from 'zod';
import { account } from './account.js';
import { wireSchema } from './json-schema.js';
import { productInputs, productItems } from './product.js';

const GREATEST = '9223372036854775807';

describe('products in the contract', () => {
  it('have ids that are text, with every digit', () => {
    const items = [{ itemName: 'x', productUid: GREATEST }];
    expect(productInputs.parse(JSON.parse(JSON.stringify({ items })))).toEqual({ items });
    expect(
      productInputs.safeParse({ items: [{ itemName: 'x', productUid: 880123456789012345n }] }).success,
    ).toBe(false);
    expect(productInputs.safeParse({ items: [{ itemName: 'x', productUid: 1 }] }).success).toBe(false);
    expect(JSON.stringify(wireSchema(productInputs))).toContain('"productUid":{"type":"string"');
  });

  it('come in lists of one to a thousand', () => {
    const items = (length: number) => ({ items: Array.from({ length }, () => ({ itemName: 'x' })) });
    expect([0, 1, 1_000, 1_001].map((length) => productItems.safeParse(items(length)).success)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

it('an account tells since when its flags are on, as instants', () => {
  const at = new Date('2026-01-31T00:00:00Z');
  const shape = account.pick({ flagsSince: true });
  const value = { flagsSince: { 'dispatch.place': at } };
  const wire = z.encode(shape, value);
  expect(wire).toEqual({ flagsSince: { 'dispatch.place': '2026-01-31T00:00:00.000Z' } });
  expect(z.decode(shape, wire)).toEqual(value);
  expect(JSON.stringify(wireSchema(account))).toContain('"flagsSince":{');
});
