import fc from 'fast-check';
import { parseLossless } from '#connectors-core/lossless-json.js';
import type { UnreadRow } from '#connectors-core/source-pages.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { fixture, ovoparkAccount } from '../../../../test/fixtures/ovopark/ovopark-gateway.js';
import { readRow, vendorNoOf } from './ovopark.mapper.js';
import { storeParameter } from './ovopark.store-id.js';

const AS_OF = new Date('2024-01-05T02:00:00.750Z');

function read(row: unknown, settings: Readonly<Record<string, unknown>> = {}, store = 'D000001') {
  const names = ovoparkAccount(settings).config;
  return readRow(row, { store, parameter: storeParameter(store), asOf: AS_OF, names });
}
const observed = (...args: Parameters<typeof read>): OrderObservation => {
  const result = read(...args);
  if ('asOf' in result) return result;
  throw new Error(`not read: ${result.message}`);
};
const unread = (...args: Parameters<typeof read>): UnreadRow => {
  const result = read(...args);
  if ('message' in result) return result;
  throw new Error('was read');
};

const rowsOf = (name: string): unknown[] => {
  const { data } = parseLossless(fixture(name)) as { data: { list: unknown[] } };
  return data.list;
};

describe('a ticket', () => {
  it('is a leg of its store, with its time and its amount, and nothing that it does not state', () => {
    expect(observed(rowsOf('page.list')[0])).toEqual({
      vendorNo: 'D000001:880123456789012345',
      asOf: AS_OF,
      precedence: 1,
      placement: {
        vendorStoreId: 'D000001',
        placedAt: new Date('2024-01-05T01:12:30Z'),
        numbers: ['880123456789012345'],
        origin: { machineId: '001' },
      },
      amounts: {
        saleFen: 12850n,
        totalFen: 12850n,
        paidFen: null,
        discountFen: null,
        freightFen: null,
        packagingFen: null,
        flags: [],
      },
    });
  });

  it('needs nothing but its number', () => {
    expect(observed(rowsOf('page.smallest')[0], {}, 'depId:9801')).toEqual({
      vendorNo: 'depId:9801:1',
      asOf: AS_OF,
      precedence: 1,
      placement: { vendorStoreId: 'depId:9801', placedAt: null, numbers: ['1'], origin: {} },
    });
  });

  it('is not read without a number, with a time that is none, or when it is another store’s', () => {
    const [inMs, noId, blankId, badTime, otherStore, , , noObject] = rowsOf('page.odd-rows');
    expect(observed(inMs).placement?.placedAt).toEqual(new Date('2024-01-05T01:12:30Z'));
    for (const row of [noId, blankId, noObject, null, 7, []]) {
      expect(unread(row)).toMatchObject({
        vendorNo: null,
        message: expect.stringContaining('ticketId is missing'),
      });
    }
    expect(unread(badTime)).toMatchObject({
      vendorNo: 'D000001:bad-time',
      message: expect.stringContaining('time is not a time'),
    });
    expect(unread({ ticketId: '1', depId: 9801, ticketTimeStr: '9999-12-31 23:59:59' }).message).toContain(
      'time is not a time',
    );
    expect(unread(otherStore)).toMatchObject({
      vendorNo: 'D000001:other-store',
      message: expect.stringContaining('another store'),
    });
  });

  it('is held against the id by which its store was asked for', () => {
    expect(unread({ ticketId: '1', depId: 9802 }, {}, 'depId:9801').message).toContain('another store');
    expect(observed({ ticketId: '1', depId: 9801, shopId: 'D7' }, {}, 'depId:9801').vendorNo).toBe(
      'depId:9801:1',
    );
    expect(observed({ ticketId: '1', depId: 9801 }).vendorNo).toBe('D000001:1');
    expect(observed({ ticketId: '1', depId: '', shopId: null }, {}, 'depId:9801').vendorNo).toBe(
      'depId:9801:1',
    );
  });

  it.each([
    ['part-of-a-fen', 'not_whole_fen:total'],
    ['no-number', 'not_an_amount:total'],
  ])('with an amount that is none (%s) is flagged and not rounded', (ticketId, flag) => {
    const row = rowsOf('page.odd-rows').find(
      (one) => (one as { ticketId?: string } | null)?.ticketId === ticketId,
    );
    expect(observed(row).amounts).toMatchObject({ saleFen: null, totalFen: null, flags: [flag] });
  });

  it.each(['1e30', '-1e30', '92233720368547758.08', '9'.repeat(64)])(
    'with the amount %s, which no order has, is flagged',
    (total) => {
      const amounts = { saleFen: null, totalFen: null, flags: ['not_an_amount:total'] };
      expect(observed({ ticketId: '1', total }).amounts).toMatchObject(amounts);
    },
  );

  it('may have the greatest amount that an order has', () => {
    const { amounts } = observed({ ticketId: '1', total: '10000000000.00' });
    expect(amounts).toMatchObject({ totalFen: 10n ** 12n, flags: [] });
  });

  it.each([
    ['2024-01-05 09:12:30', '2024-01-05T01:12:30.000Z'],
    ['2024-01-05 09:12:30.0', '2024-01-05T01:12:30.000Z'],
    [1704417150123, '2024-01-05T01:12:30.123Z'],
    ['1704417150123', '2024-01-05T01:12:30.123Z'],
  ])('has the time %j', (ticketTime, at) => {
    expect(observed({ ticketId: '1', ticketTime }).placement?.placedAt).toEqual(new Date(at));
  });

  it.each([1704417150, '2024-01-05', '09:12:30', '2024-02-30 09:12:30', '2024-01-05 25:00:00', {}])(
    'does not guess at the time %j',
    (ticketTime) => {
      expect(unread({ ticketId: '1', ticketTime }).vendorNo).toBe('D000001:1');
    },
  );

  it.each(['x'.repeat(201), 'a\u0000b', '\ud800', {}, true])('has not the number %j', (ticketId) => {
    expect(unread({ ticketId }).vendorNo).toBeNull();
  });

  it('has the names that the account says; the first one with a value counts', () => {
    const settings = { ticketIdNames: ['orderNo', 'id'], ticketTimeNames: ['at'], ticketTotalNames: ['sum'] };
    const row = { orderNo: '', id: 5, ticketId: '9', at: '2024-01-05 09:00:00', total: '1', sum: '2.50' };
    expect(observed(row, settings)).toMatchObject({
      vendorNo: 'D000001:5',
      placement: { placedAt: new Date('2024-01-05T01:00:00Z') },
      amounts: { totalFen: 250n },
    });
    expect(unread({ ticketId: '9' }, settings).vendorNo).toBeNull();
  });

  it('keeps no person', () => {
    expect(JSON.stringify(observed({ ticketId: '1', cashierName: '张三', guideName: '李四' }))).not.toMatch(
      /张三|李四/,
    );
  });
});

describe('a leg’s number', () => {
  it('is the store’s and the ticket’s', () => {
    expect(vendorNoOf('D000001', 'T-1')).toBe('D000001:T-1');
    expect(vendorNoOf('depId:9801', '1')).toBe('depId:9801:1');
    expect(vendorNoOf('D1', 'a:b%c')).toBe('D1:a%3Ab%25c');
  });

  it('is never that of another ticket', () => {
    const text = fc.stringMatching(/^[a:%3A]{1,6}$/);
    fc.assert(
      fc.property(text, text, text, text, (store, id, otherStore, otherId) => {
        const isSame = store === otherStore && id === otherId;
        expect(vendorNoOf(store, id) === vendorNoOf(otherStore, otherId)).toBe(isSame);
      }),
    );
  });
});

describe('what nothing depends on', () => {
  const base = { ticketId: '1', ticketTimeStr: '2024-01-05 09:12:30' };
  it.each<[object, string[]]>([
    [{ machineId: { a: 1 } }, ['unreadable_field:machineId']],
    [{ machineId: [], depId: {} }, ['unreadable_field:machineId', 'unreadable_field:depId']],
    [{ machineId: '0\ud83d' }, ['half_character:machineId']],
  ])('costs no ticket where it is odd, and is flagged: %j', (change, flags) => {
    expect([...(observed({ ...base, ...change }).placement?.flags ?? [])].sort()).toEqual([...flags].sort());
  });
});
