import { readFileSync } from 'node:fs';
import { PERSONAL_FIELDS, readOrderDocument, storefrontJsonSchema } from './storefront.schema.js';

const FIXTURES = new URL('../../../../test/fixtures/storefront/', import.meta.url);
const document = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`document.${name}.json`, FIXTURES), 'utf8')) as Record<string, unknown>;
const NAMES = ['paid', 'iso-times', 'partly-refunded', 'refunded', 'unknown-words', 'smallest'];

const faultyFields = (changes: object): string[] => {
  const read = readOrderDocument({ ...document('paid'), ...changes });
  return read.ok ? [] : read.faults.map(({ field }) => field);
};

describe('the order document', () => {
  it.each(NAMES)('of the fixture "%s" is accepted', (name) => {
    expect(readOrderDocument(document(name))).toMatchObject({ ok: true });
  });

  it.each(Object.keys(document('smallest')))('needs %s', (name) => {
    const { [name]: _left, ...rest } = document('smallest');
    const read = readOrderDocument(rest);
    expect(read).toEqual({ ok: false, faults: [{ field: name, message: expect.any(String) as string }] });
  });

  it.each([
    ['an amount beyond 2^53 − 1', { totalFen: 9007199254740992 }, 'totalFen'],
    ['a part of a fen', { paidFen: 4000.5 }, 'paidFen'],
    ['a negative amount', { discountFen: -1 }, 'discountFen'],
    ['an amount as text', { freightFen: '500' }, 'freightFen'],
    ['an order number that is a number', { orderNo: 880123456789012345n }, 'orderNo'],
    ['seconds for milliseconds', { updatedAt: 1704418221 }, 'updatedAt'],
    ['a time without an offset', { placedAt: '2024-01-05T09:29:55' }, 'placedAt'],
    ['a time that is none', { placedAt: '2024-02-30T09:29:55Z' }, 'placedAt'],
    ['a paid order without its time', { paidAt: undefined }, 'paidAt'],
    ['a character that cannot be stored', { storeCode: 'S\u0000' }, 'storeCode'],
    ['half a surrogate pair', { customer: { name: '\ud800' } }, 'customer.name'],
    ['a quantity with an exponent', { items: [{ ...item(), quantity: '1e3' }] }, 'items.0.quantity'],
    ['a price as a number', { items: [{ ...item(), unitPrice: 12.5 }] }, 'items.0.unitPrice'],
    ['a refund without an id', { refunds: [{ amountFen: 1 }] }, 'refunds.0.id'],
    ['too many lines', { items: Array.from({ length: 501 }, item) }, 'items'],
  ])('refuses %s', (_name, changes, field) => {
    expect(faultyFields(changes)).toEqual([field]);
  });

  it('takes the greatest amounts that a number holds exactly', () => {
    expect(faultyFields({ totalFen: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  it('is no document at all', () => {
    for (const value of [null, 5, 'x', []]) expect(readOrderDocument(value)).toMatchObject({ ok: false });
  });

  it('has its personal fields named', () => {
    expect(PERSONAL_FIELDS).toEqual(['customer', 'phone', 'address', 'remark', 'memberNo']);
  });
});

describe('the published JSON Schema', () => {
  const schema = storefrontJsonSchema() as {
    $schema: string;
    required: string[];
    properties: Record<string, { description?: string }>;
    examples: Record<string, unknown>[];
  };

  it('is of draft 2020-12 and asks for what the reader asks for', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect([...schema.required].sort()).toEqual(Object.keys(document('smallest')).sort());
  });

  it('explains the words that a sender must choose', () => {
    for (const name of ['payment', 'fulfilment', 'updatedAt', 'totalFen', 'paidFen', 'discountFen']) {
      expect(schema.properties[name]?.description).toMatch(/\w+/);
    }
  });

  it('has an example that is accepted', () => {
    for (const example of schema.examples) expect(readOrderDocument(example)).toMatchObject({ ok: true });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

function item(): object {
  return { itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 };
}
