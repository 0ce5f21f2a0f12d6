import fc from 'fast-check';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { readInZone } from '#domain/business-time.js';
import { fenToYuan } from '#domain/money.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { fixture, pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { fenOf, toObservation } from './pospal.mapper.js';
import { readOrder } from './pospal-order.schema.js';
import { toVendorTime, VENDOR_ZONE } from './pospal.schema.js';

const asOf = new Date('2024-01-05T02:00:00Z');

type Data = Record<string, unknown>;
const dataOf = (name: string): Data => (parseLossless(fixture(`order.${name}`)) as { data: Data }).data;
const observe = (data: unknown, settings: Data = {}): OrderObservation =>
  toObservation(readOrder(data), { asOf, config: pospalAccount(settings).config });

describe('an order of Pospal as an observation', () => {
  it('states what an order says that we placed', () => {
    const placedAt = new Date('2024-01-05T01:30:00Z');
    expect(observe(dataOf('placed'))).toEqual({
      vendorNo: '24010509300012340001',
      asOf,
      precedence: 1,
      placement: {
        vendorStoreId: null,
        placedAt,
        numbers: [],
        origin: { orderSource: 'openApi', deliveryType: '0' },
      },
      payment: { state: 'paid', raw: null, paidAt: placedAt, method: 'Wxpay' },
      fulfilment: { state: 'accepted', raw: '1', completedAt: null },
      amounts: {
        saleFen: 4000n,
        totalFen: 4000n,
        paidFen: null,
        discountFen: null,
        freightFen: 500n,
        packagingFen: 100n,
        flags: [],
      },
      lines: [
        {
          itemName: '拿铁',
          itemSpec: null,
          unit: null,
          quantity: '1.00',
          unitPrice: '25.00',
          amountFen: null,
          productUid: '9223372036854775807',
        },
        {
          itemName: '散装曲奇',
          itemSpec: null,
          unit: null,
          quantity: '0.400',
          unitPrice: '22.50',
          amountFen: null,
          productUid: '880123456789012345',
        },
      ],
      service: { kind: 'delivery', reservedAt: null, area: null, table: null, diners: null },
      contact: {
        name: '张三',
        phone: '13800000001',
        address: '上海市徐汇区1号',
        remark: 'SP-7K2M9QRSTV0A1BCD SF20240105-0007 少冰',
        memberNo: null,
      },
      marker: 'SP-7K2M9QRSTV0A1BCD',
    });
  });

  it.each([
    [{ productUid: '880123456789012345', productQuantity: 2 }, '880123456789012345'],
    [{ productUid: '880123456789012345' }, undefined],
    [{ productUid: '套餐', productQuantity: 2 }, undefined],
    [{ productQuantity: 2 }, undefined],
  ])('names the product of a line %j only with how many there are', (item, productUid) => {
    const data = { ...dataOf('placed'), items: [{ productName: 'a', ...item }] };
    expect(observe(data).lines?.map((line) => line.productUid)).toEqual([productUid]);
  });

  it('states what a till’s own order says, and takes our stand-ins for no contact', () => {
    const observed = observe(dataOf('till'));
    expect(observed).toMatchObject({
      placement: { placedAt: new Date('2024-01-05T04:00:00Z') },
      fulfilment: { state: 'preparing', raw: '8' },
      amounts: { saleFen: 1800n, freightFen: null },
      lines: [{ itemName: '牛肉面', unitPrice: '18' }],
      service: {
        kind: 'dine_in',
        reservedAt: new Date('2024-01-05T04:30:00Z'),
        area: '大厅',
        table: 'A3',
        diners: 2,
      },
    });
    expect(observed).not.toHaveProperty('contact');
    expect(observed).not.toHaveProperty('marker');
  });

  it.each([
    ['0', 'created'],
    ['1', 'accepted'],
    ['2', 'shipped'],
    ['3', 'cancelled'],
    ['4', 'completed'],
    ['5', 'accepted'],
    ['8', 'preparing'],
    ['6', 'unknown'],
    ['7', 'unknown'],
    ['-1', 'unknown'],
    ['40', 'unknown'],
  ])('reads state %s as %s, as number and as text', (raw, state) => {
    for (const value of [Number(raw), raw]) {
      const observed = observe({ ...dataOf('placed'), state: value });
      expect(observed.fulfilment).toEqual({ state, raw, completedAt: null });
    }
  });

  it('reads the page’s null as state 0, and no state as well', () => {
    const { state: _state, ...stateless } = dataOf('smallest');
    for (const data of [dataOf('smallest'), stateless])
      expect(observe(data).fulfilment).toEqual({ state: 'created', raw: '0', completedAt: null });
  });

  it('keeps what it does not know and flags what is no whole fen', () => {
    expect(observe(dataOf('unknown-values'))).toMatchObject({
      payment: { state: 'paid', method: 'SomethingNew' },
      fulfilment: { state: 'unknown', raw: '77' },
      placement: { origin: { deliveryType: '9' } },
      service: { kind: null },
      amounts: {
        saleFen: null,
        freightFen: null,
        flags: [
          'not_whole_fen:totalAmount',
          'not_whole_fen:shippingFee',
          'no_quantity:items.0',
          'no_name:items.0',
        ],
      },
      lines: [{ itemName: '', quantity: '0', unitPrice: '12.345' }],
    });
  });

  it('says nothing of the groups whose fields are not there', () => {
    const observed = observe(dataOf('smallest'));
    for (const group of ['amounts', 'lines', 'contact', 'afterSale'])
      expect(observed).not.toHaveProperty(group);
  });

  it('counts as paid at its time in every state but those that the account lists', () => {
    const placed = dataOf('placed');
    expect(observe({ ...placed, state: 0 }).payment).toMatchObject({ state: 'paid' });
    expect(observe({ ...placed, state: 0 }, { unsoldStates: ['0', '3'] }).payment).toEqual({
      state: 'unpaid',
      raw: null,
      paidAt: null,
      method: 'Wxpay',
    });
  });

  it('says of a cancelled order neither that it was paid nor that it was not', () => {
    for (const unsoldStates of [['3'], []]) {
      const observed = observe(dataOf('cancelled'), { unsoldStates });
      expect(observed.fulfilment?.state).toBe('cancelled');
      expect(observed).not.toHaveProperty('payment');
    }
  });

  it('shows the price that the account chose, the other one where it is missing', () => {
    const prices = (settings: Data) =>
      observe(dataOf('placed'), settings).lines?.map(({ unitPrice }) => unitPrice);
    expect(prices({ linePrice: 'eshopSellPrice' })).toEqual(['26.00', '22.50']);
  });
});

describe('the fields of Pospal', () => {
  const names = Object.keys(dataOf('placed'));

  it('are read whatever the case of their names', () => {
    const spell = fc.constantFrom('lower', 'upper', 'as it is');
    fc.assert(
      fc.property(fc.array(spell, { minLength: names.length, maxLength: names.length }), (spellings) => {
        const respelled = Object.entries(dataOf('placed')).map(([name, value], index) => {
          const how = spellings[index];
          return [how === 'lower' ? name.toLowerCase() : how === 'upper' ? name.toUpperCase() : name, value];
        });
        expect(observe(Object.fromEntries(respelled))).toEqual(observe(dataOf('placed')));
      }),
    );
  });

  it('are taken in the first spelling where there are two', () => {
    const { orderNo, ...rest } = dataOf('smallest');
    expect(observe({ orderNo, orderno: 'other', ...rest }).vendorNo).toBe(orderNo);
  });

  it('keep every digit of an order number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (number) => {
        const data = `{"orderNo":${number},"state":1,"orderDateTime":"2024-01-05 09:30:00"}`;
        expect(observe(parseLossless(data)).vendorNo).toBe(number.toString());
      }),
    );
  });

  it('of time are Asia/Shanghai to the second, there and back', () => {
    const earliest = new Date('2000-01-01T00:00:00Z');
    const latest = new Date('2099-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min: earliest, max: latest, noInvalidDate: true }), (at) => {
        const second = new Date(Math.floor(at.getTime() / 1000) * 1000);
        expect(readInZone(toVendorTime(at), VENDOR_ZONE)).toEqual(second);
      }),
    );
    expect(toVendorTime(new Date('2024-01-05T16:00:00Z'))).toBe('2024-01-06 00:00:00');
  });

  it.each(['2024-02-30 09:30:00', '2024-01-05', '2024-01-05 25:00:00', '1999-12-31 10:00:00', 'now'])(
    'of time are not "%s"',
    (text) => {
      expect(readInZone(text, VENDOR_ZONE)).toBeUndefined();
    },
  );

  it('of money are yuan, whole fen or nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.integer({ min: 1, max: 9 }),
        (fen, part) => {
          expect(fenOf(fenToYuan(fen))).toBe(fen);
          expect(fenOf(`${fenToYuan(fen)}00`)).toBe(fen);
          expect(fenOf(`${fenToYuan(fen)}0${part.toString()}`)).toBeNull();
        },
      ),
    );
    expect([fenOf(null), fenOf('12'), fenOf('12.5')]).toEqual([null, 1200n, 1250n]);
    expect([fenOf('12.500000000000001'), fenOf('12.4999999999'), fenOf('12.4999')]).toEqual([
      1250n,
      1250n,
      null,
    ]);
  });
});

describe('what the page does not list', () => {
  const changed = (change: Data, settings: Data = {}) =>
    observe({ ...dataOf('placed'), ...change }, settings);

  it.each([
    ['6', {}, 'unknown'],
    ['6', { stateMap: { '6': 'ready' } }, 'ready'],
    ['5', { stateMap: { '5': 'preparing' } }, 'preparing'],
    ['7', { stateMap: { '6': 'ready' } }, 'unknown'],
  ])('state %s with %j is %s', (state, settings, fulfilment) => {
    expect(changed({ state }, settings).fulfilment).toMatchObject({ state: fulfilment, raw: state });
  });

  it('of a state that is mapped to cancelled no payment is stated', () => {
    expect(changed({ state: '6' }, { stateMap: { '6': 'cancelled' } }).payment).toBeUndefined();
  });

  it.each([
    ['3', {}, { kind: null, raw: '3' }],
    ['3', { deliveryTypeMap: { '3': 'pickup' } }, { kind: 'pickup' }],
    ['9', { deliveryTypeMap: { '9': 'dine_in' } }, { kind: 'dine_in' }],
  ])('deliveryType %s with %j', (deliveryType, settings, service) => {
    expect(changed({ deliveryType }, settings).service).toEqual({
      ...{ reservedAt: null, area: null, table: null, diners: null },
      ...service,
    });
  });
});

describe('what no sale needs', () => {
  const changed = (change: Data) => observe({ ...dataOf('placed'), ...change });

  it.each<[Data, string[]]>([
    [{ payMethod: { a: 1 } }, ['unreadable_field:payMethod']],
    [{ packageFee: 'free' }, ['unreadable_field:packageFee']],
    [
      { reservationTime: 'soon', dinnersNumber: 'two' },
      ['unreadable_field:reservationTime', 'unreadable_field:dinnersNumber'],
    ],
    [{ items: [{ productName: 'a', productQuantity: '两' }] }, ['unreadable_field:items.0.productQuantity']],
    [{ items: 'none' }, ['unreadable_field:items']],
    [{ contactName: '张\ud83d' }, ['half_character:contactName']],
    [{ items: [{ productName: '\ude00', productQuantity: 1 }] }, ['half_character:items.0.productName']],
  ])('costs no order where it is odd, and is flagged: %j', (change, flags) => {
    const observation = changed(change);
    expect(observation.placement?.flags).toEqual(flags);
    expect(observation.amounts?.saleFen).toBe(4000n);
  });

  it.each([
    [{ state: {} }, 'state'],
    [{ orderDateTime: '昨天' }, 'orderDateTime'],
    [{ totalAmount: 'free' }, 'totalAmount'],
    // It may hold the marker that says whose order it is.
    [{ orderRemark: ['x'] }, 'orderRemark'],
    [{ orderNo: '1\ud83d' }, 'orderNo'],
  ])('is not %j', (change, field) => {
    expect(() => changed(change)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(field) }),
    );
  });
});
