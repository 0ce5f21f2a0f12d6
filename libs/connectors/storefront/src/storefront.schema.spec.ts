import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  PERSONAL_FIELDS,
  quickNumber,
  readOrderDocument,
  storefrontJsonSchema,
} from './storefront.schema.js';

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
    expect(read).toMatchObject({
      ok: false,
      faults: [{ field: name, message: expect.any(String) as string }],
    });
  });

  it.each([
    ['an amount that no order has', { totalFen: 1_000_000_000_001 }, 'totalFen'],
    ['an amount beyond 2^53', { totalFen: 9007199254740992 }, 'totalFen'],
    ['an amount beyond 64 bits', { paidFen: 1e21 }, 'paidFen'],
    ['a deduction that no order has', { roundingFen: -1_000_000_000_001 }, 'roundingFen'],
    ['a part of a fen', { paidFen: 4000.5 }, 'paidFen'],
    ['more than floats leave of a fen', { paidFen: 4000.00001 }, 'paidFen'],
    ['a fee below nothing', { serviceFen: -1 }, 'serviceFen'],
    ['a rounding as text', { roundingFen: '-3' }, 'roundingFen'],
    ['a payment without its amount', { payments: [{ method: 'cash' }] }, 'payments.0.amountFen'],
    ['a payment without a word', { payments: [{ method: '', amountFen: 1 }] }, 'payments.0.method'],
    ['a negative amount', { discountFen: -1 }, 'discountFen'],
    ['an amount as text', { freightFen: '500' }, 'freightFen'],
    ['an order number that is a number', { orderNo: 880123456789012345n }, 'orderNo'],
    ['seconds for milliseconds', { updatedAt: 1704418221 }, 'updatedAt'],
    ['a time without an offset', { placedAt: '2024-01-05T09:29:55' }, 'placedAt'],
    ['the year 9999 as text', { paidAt: '9999-12-31T23:59:59Z' }, 'paidAt'],
    ['the year 9999 in milliseconds', { paidAt: 253402300799000 }, 'paidAt'],
    ['the year 1999 as text', { completedAt: '1999-12-31T23:59:59Z' }, 'completedAt'],
    [
      'the year 2101',
      { service: { kind: 'pickup', reservedAt: '2101-01-01' + 'T00:00:00Z' } },
      'service.reservedAt',
    ],
    ['a refund of another time', { refunds: [{ id: 'r', amountFen: 1, at: 0 }] }, 'refunds.0.at'],
    ['a time that is none', { placedAt: '2024-02-30T09:29:55Z' }, 'placedAt'],
    ['a paid order without its time', { paidAt: undefined }, 'paidAt'],
    ['the same in another spelling', { payment: ' Paid', paidAt: null }, 'paidAt'],
    ['a character that cannot be stored', { storeCode: 'S\u0000' }, 'storeCode'],
    ['half a surrogate pair', { customer: { name: '\ud800' } }, 'customer.name'],
    ['a quantity with an exponent', { items: [{ ...item(), quantity: '1e3' }] }, 'items.0.quantity'],
    ['a price as a number', { items: [{ ...item(), unitPrice: 12.5 }] }, 'items.0.unitPrice'],
    ['a refund without an id', { refunds: [{ amountFen: 1 }] }, 'refunds.0.id'],
    ['too many lines', { items: Array.from({ length: 501 }, item) }, 'items'],
  ])('refuses %s', (_name, changes, field) => {
    expect(faultyFields(changes)).toEqual([field]);
    expect(quickNumber({ ...document('paid'), ...changes })).toBeUndefined();
  });

  it.each([
    [{ placedAt: '2024-01-05T09:29:55' }, 'placedAt', /offset/],
    [{ updatedAt: 1704418221 }, 'updatedAt', /seconds.*milliseconds/],
    [{ paidAt: '9999-12-31T23:59:59Z' }, 'paidAt', /2000 to 2100/],
    [{ totalFen: 25.5 }, 'totalFen', /whole fen/],
    [{ totalFen: undefined }, 'totalFen', /is missing/],
    [{ freightFen: -0.01 }, 'freightFen', /whole fen/],
    [{ freightFen: -1 }, 'freightFen', /below 0/],
    [{ discountFen: 1e300 }, 'discountFen', /beyond 10{12} fen/],
  ])('says what is wrong with %j', (changes, field, sentence) => {
    const read = readOrderDocument({ ...document('paid'), ...changes });
    expect(read).toMatchObject({
      ok: false,
      faults: [{ field, message: expect.stringMatching(sentence) as string }],
    });
  });

  it('takes what arithmetic in floats leaves of whole fen', () => {
    const changes = {
      totalFen: 2500.0000000001,
      paidFen: 2499.9999999,
      discountFen: -1e-9,
      freightFen: 0.1 + 0.2 - 0.3,
      roundingFen: -3.0000000001,
      items: [{ ...item(), amountFen: 12.45 * 100 }],
    };
    expect(readOrderDocument({ ...document('paid'), ...changes })).toMatchObject({
      ok: true,
      document: {
        ...{ totalFen: 2500n, paidFen: 2500n, discountFen: 0n, freightFen: 0n, roundingFen: -3n },
        items: [{ amountFen: 1245n }],
      },
    });
  });

  it('takes the greatest amounts that an order may have', () => {
    expect(faultyFields({ totalFen: 1_000_000_000_000, roundingFen: -1_000_000_000_000 })).toEqual([]);
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

  it('says that amounts are integers and instants one of two forms, within their bounds', () => {
    const { properties } = schema as unknown as { properties: Record<string, unknown> };
    expect(properties['totalFen']).toMatchObject({ type: 'integer', minimum: 0 });
    expect(properties['placedAt']).toEqual({
      anyOf: [
        { type: 'integer', minimum: 946684800000, maximum: 4102444800000 },
        { type: 'string', pattern: expect.stringContaining('Zz') as string },
      ],
    });
  });

  it('has an example that is accepted', () => {
    for (const example of schema.examples) expect(readOrderDocument(example)).toMatchObject({ ok: true });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

describe('the quick look', () => {
  it.each(NAMES)('is enough for the fixture "%s"', (name) => {
    expect(quickNumber(document(name))).toBe(document(name).orderNo);
  });

  it('knows no number that the schema does not', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        undefined,
        null,
        '',
        ' ',
        '1',
        'paid',
        ' Paid',
        -1,
        0,
        0.5,
        1e12,
        1e13,
        -0,
        [],
        {},
        '\ud800',
      ),
      fc.constantFrom<unknown>(
        '2024-01-05T09:30+08:00',
        '2024-02-30T09:30+08:00',
        1704418221,
        1704418200000,
        NaN,
      ),
      fc.string({ maxLength: 70 }),
      fc.anything(),
    );
    const changed = fc
      .tuple(fc.constantFrom(...NAMES), fc.nat(), odd, fc.nat(3))
      .map(([name, at, given, depth]) => changedAt(document(name), { at, given, depth }));
    fc.assert(
      fc.property(changed, (value) => {
        const known = quickNumber(value);
        if (known === undefined) return;
        expect(readOrderDocument(value)).toMatchObject({ ok: true, document: { orderNo: known } });
      }),
      { numRuns: 2_000 },
    );
  });
});

/** With another value in place of one of its members, or of a member's. */
function changedAt<T extends object>(value: T, change: { at: number; given: unknown; depth: number }): T {
  const { at, given, depth } = change;
  const names = Object.keys(value);
  const name = names[at % names.length] ?? 'more';
  const member = (value as Record<string, unknown>)[name];
  const isDeeper = depth > 0 && typeof member === 'object' && member !== null;
  return Object.assign(value, {
    [name]: isDeeper ? changedAt(member, { at, given, depth: depth - 1 }) : given,
  });
}

function item(): object {
  return { itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 };
}

it('every fault of a document is said in Chinese too, by its code', () => {
  const read = readOrderDocument({
    ...{ payment: 'paid', totalFen: 0.5, placedAt: 1, items: [{ quantity: 'x' }] },
  });
  const faults = read.ok ? [] : read.faults;
  expect(faults.map(({ field, code }) => [field, code])).toEqual(
    expect.arrayContaining([
      ['orderNo', 'is_missing'],
      ['placedAt', 'must_be_of_years'],
      ['totalFen', 'must_be_whole_fen'],
      ['items.0.quantity', 'must_be_decimal_text'],
      ['paidAt', 'paid_needs_pay_time'],
    ]),
  );
  expect(faults.filter(({ code }) => code === 'is_wrong_in_document' || code === 'cannot_be_taken')).toEqual(
    [],
  );
});
