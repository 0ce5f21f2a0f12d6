import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkConfig } from '#connectors-core/config-check.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { fenToYuan } from '#domain/money.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { zhimaiFields } from './zhimai.config.js';
import { toObservation } from './zhimai.mapper.js';
import { readOrderDetail } from './zhimai-detail.reader.js';

const FIXTURES = new URL('../../../../test/fixtures/zhimai/', import.meta.url);
const asOf = new Date('2024-01-05T02:00:00Z');
const credentials = JSON.parse(readFileSync(new URL('account.json', FIXTURES), 'utf8')) as object;
const config = checkConfig(zhimaiFields, credentials).config as ZhimaiConfig;

const NO_SERVICE = { kind: null, reservedAt: null, area: null, table: null, diners: null };

type Data = Record<string, unknown>;
const dataOf = (name: string): Data =>
  (parseLossless(readFileSync(new URL(`order-detail.${name}.json`, FIXTURES))) as { data: Data }).data;
const observe = (data: unknown, settings: Partial<ZhimaiConfig> = {}): OrderObservation =>
  toObservation(readOrderDetail(data), { asOf, config: { ...config, ...settings } });

describe('an order-detail answer as an observation', () => {
  it('states what a paid order says', () => {
    expect(observe(dataOf('number-types'))).toEqual({
      vendorNo: '880123456789012345',
      asOf,
      precedence: 1,
      placement: {
        vendorStoreId: '9007199254740993',
        placedAt: new Date('2024-01-05T01:29:55Z'),
        numbers: ['A017', '880123456789012345', '4200002024010512345678901234', 'P20240105093021000017'],
        origin: {
          source: '1',
          fromSystem: '1',
          orderType: '13',
          orderSubType: '0',
          bizType: '1',
          bizSubType: '0',
          payModel: '1',
          receiveStatus: '1',
        },
      },
      payment: { state: 'paid', raw: '1', paidAt: new Date('2024-01-05T01:30:21Z'), method: '1' },
      fulfilment: { state: 'unknown', raw: '70', completedAt: new Date('2024-01-05T02:02:11Z') },
      afterSale: { state: 'unknown', raw: '0', refunds: [] },
      amounts: {
        saleFen: 4000n,
        totalFen: 4300n,
        paidFen: 4000n,
        discountFen: 300n,
        freightFen: 500n,
        packagingFen: 100n,
        flags: [],
      },
      lines: [
        {
          itemName: '拿铁',
          itemSpec: '大杯/热',
          unit: '杯',
          quantity: '1',
          unitPrice: '25.00',
          amountFen: 2500n,
        },
        {
          itemName: '散装曲奇',
          itemSpec: null,
          unit: 'kg',
          quantity: '0.4',
          unitPrice: '30.00',
          amountFen: 1200n,
        },
      ],
      service: { ...NO_SERVICE, pickupNo: 'A017', raw: '13' },
      contact: {
        name: '张三',
        phone: '13800000001',
        address: '上海市上海市徐汇区虹桥路1号8号楼1203',
        remark: '少冰,谢谢',
        memberNo: null,
      },
    });
  });

  it('is the same whichever types the vendor’s version uses', () => {
    expect(observe(dataOf('text-types'))).toEqual(observe(dataOf('number-types')));
    const epoch = observe(dataOf('epoch-times'));
    expect(epoch).toEqual({ ...observe(dataOf('number-types')), placement: epoch.placement });
    expect(epoch.placement?.numbers).toEqual([
      'A017',
      '4200002024010512345678901234',
      'P20240105093021000017',
    ]);
  });

  it('leaves out the groups of which an unpaid order says nothing', () => {
    expect(observe(dataOf('unpaid'))).toEqual({
      vendorNo: '880123456789012346',
      asOf,
      precedence: 1,
      placement: {
        vendorStoreId: '90017',
        placedAt: new Date('2024-01-05T01:29:55Z'),
        numbers: [],
        origin: { orderType: '11', bizType: '1' },
      },
      payment: { state: 'unpaid', raw: '0', paidAt: null, method: null },
      fulfilment: { state: 'unknown', raw: '10', completedAt: null },
      amounts: {
        saleFen: 2500n,
        totalFen: 2500n,
        paidFen: 2500n,
        discountFen: null,
        freightFen: null,
        packagingFen: null,
        flags: [],
      },
      service: { ...NO_SERVICE, raw: '11' },
    });
  });

  it('says nothing but its number when that is all there is', () => {
    expect(observe({ orderNo: '1' })).toEqual({ vendorNo: '1', asOf, precedence: 1 });
  });

  it('keeps what it does not know raw, each state on its own', () => {
    const { payment, fulfilment, afterSale, lines } = observe(dataOf('unknown-values'), {
      afterSaleStatusMap: { '12': 'partly_refunded' },
    });
    expect(payment).toMatchObject({ state: 'unknown', raw: '7' });
    expect(fulfilment).toMatchObject({ state: 'unknown', raw: '999' });
    expect(afterSale).toMatchObject({ state: 'partly_refunded', raw: '12' });
    expect(lines).toEqual([]);
  });

  it('reads the states by the account’s maps', () => {
    const maps = { statusMap: { '70': 'completed' }, payStatusMap: { '1': 'refunded' } };
    const { payment, fulfilment } = observe(dataOf('number-types'), maps);
    expect([payment?.state, fulfilment?.state]).toEqual(['refunded', 'completed']);
  });

  it.each(['done', 'paid', 'constructor'])('refuses a status map that names the state "%s"', (state) => {
    const run = () => observe(dataOf('number-types'), { statusMap: { '70': state } });
    expect(run).toThrow(ConnectorError);
    expect(run).toThrow(/^statusMap: "70" must be one of created, /);
  });
});

describe('whose number sourceNo is', () => {
  const SHOP = '018c0000-0000-7000-8000-00000000000A';

  it('is said by the account’s setting, and is to be held against what both say', () => {
    const numberOf = { accountId: SHOP.toLowerCase(), vendorNo: '880123456789012345', isChecked: true };
    expect(observe(dataOf('number-types'), { sourceNoOf: SHOP })).toMatchObject({ numberOf });
    expect(observe(dataOf('number-types'))).not.toHaveProperty('numberOf');
    const without = { ...dataOf('number-types'), sourceNo: '' };
    expect(observe(without, { sourceNoOf: SHOP })).not.toHaveProperty('numberOf');
  });

  it('cannot be what is no account’s id', () => {
    expect(() => observe(dataOf('number-types'), { sourceNoOf: 'my shop' })).toThrow(
      expect.objectContaining({ code: 'invalid_config' }),
    );
  });
});

describe('the amounts of an order', () => {
  const amounts = (data: Data, saleAmount: 'actual' | 'pay' = 'actual') =>
    observe({ orderNo: '1', ...data }, { saleAmount }).amounts;

  it('sell what was actually paid, or what the account says, and flag a difference', () => {
    const data = { actualAmount: 3990, payAmount: '4000' };
    expect(amounts(data)).toMatchObject({ saleFen: 3990n, paidFen: 4000n, flags: ['sale_amounts_differ'] });
    expect(amounts(data, 'pay')).toMatchObject({ saleFen: 4000n, flags: ['sale_amounts_differ'] });
    expect(amounts({ actualAmount: '4000', payAmount: 4000 })?.flags).toEqual([]);
  });

  it('take the other amount where the chosen one is missing', () => {
    expect(amounts({ payAmount: 4000, actualAmount: '' })).toMatchObject({ saleFen: 4000n, paidFen: 4000n });
    expect(amounts({ actualAmount: 3990 }, 'pay')).toMatchObject({ saleFen: 3990n, paidFen: 3990n });
  });

  it('are null and flagged where they are no whole fen; nothing takes their place', () => {
    expect(
      amounts({
        actualAmount: '3990.123',
        payAmount: 4000,
        freightAmount: '12.0625',
        packAmount: '100.0000000001',
      }),
    ).toMatchObject({
      saleFen: null,
      paidFen: 4000n,
      freightFen: null,
      packagingFen: 100n,
      flags: ['not_whole_fen:actualAmount', 'not_whole_fen:freightAmount', 'sale_amounts_differ'],
    });
  });

  it.each(['25.00', '25.0', 25.5, '4000.00', '0.10', '25.000'])(
    'in fen %s is none, and is flagged',
    (amount) => {
      const data = { actualAmount: amount, payAmount: amount, totalAmount: amount };
      expect(amounts(data)).toMatchObject({
        saleFen: null,
        totalFen: null,
        flags: ['not_of_unit:actualAmount', 'not_of_unit:payAmount', 'not_of_unit:totalAmount'],
      });
    },
  );

  it.each([
    ['25.00', 2500n],
    [25, 2500n],
    ['25.5', 2550n],
    ['0.07', 7n],
    ['1250.0000000001', 125000n],
  ])('in yuan %s is so many fen', (amount, fen) => {
    const yuan = observe({ orderNo: '1', actualAmount: amount }, { amountUnit: 'yuan' });
    expect(yuan.amounts).toMatchObject({ saleFen: fen, flags: [] });
  });

  it.each(['25.005', '0.001', '12.3456'])('in yuan %s is no whole fen', (amount) => {
    const yuan = observe({ orderNo: '1', actualAmount: amount }, { amountUnit: 'yuan' });
    expect(yuan.amounts).toMatchObject({ saleFen: null, flags: ['not_whole_fen:actualAmount'] });
  });

  it.each(['6901234567890', '-1000000000001', '99999999999999999999'])(
    'of %s fen is that of no order',
    (amount) => {
      const { amounts } = observe({ orderNo: '1', actualAmount: amount }, { amountUnit: 'fen' });
      expect(amounts).toMatchObject({ saleFen: null, flags: ['not_an_amount:actualAmount'] });
    },
  );

  it('are exact for any whole fen, as number or text, in either unit', () => {
    const fen = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(fen, fc.constantFrom('fen', 'yuan'), fc.boolean(), (amount, amountUnit, quoted) => {
        const number = amountUnit === 'fen' ? amount.toString() : fenToYuan(amount);
        const data = parseLossless(`{"orderNo":"1","actualAmount":${quoted ? `"${number}"` : number}}`);
        expect(observe(data, { amountUnit }).amounts?.saleFen).toBe(amount);
      }),
    );
  });

  it('never invent a part of a fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 99 }), (whole, part) => {
        const text = `${whole.toString()}.${part.toString().padStart(2, '0')}`;
        expect(amounts({ actualAmount: text })).toMatchObject({
          saleFen: null,
          flags: ['not_of_unit:actualAmount'],
        });
      }),
    );
  });
});

describe('the lines of an order', () => {
  const line = (item: Data) =>
    observe({ orderNo: '1', totalAmount: 1, itemList: [{ itemName: '曲奇', ...item }] });

  it('have a price in yuan that may be finer than a fen, and an amount only in whole fen', () => {
    expect(line({ itemPrice: '1250.5', num: 2 }).lines?.[0]).toMatchObject({
      unitPrice: '12.505',
      amountFen: 2501n,
    });
    expect(line({ itemPrice: 1000, num: '0.3333' }).lines?.[0]).toMatchObject({
      quantity: '0.3333',
      amountFen: null,
    });
    expect(line({ num: 1 }).lines?.[0]).toMatchObject({ unitPrice: null, amountFen: null });
  });

  it('that lack a name or a quantity are kept and flagged', () => {
    const { lines, amounts } = line({ itemName: '', itemPrice: 100 });
    expect(lines).toEqual([
      { itemName: '', itemSpec: null, unit: null, quantity: '0', unitPrice: '1.00', amountFen: null },
    ]);
    expect(amounts?.flags).toEqual(['no_quantity:itemList.0', 'no_name:itemList.0']);
  });

  it('in the account’s unit; a price of two decimals is none in fen', () => {
    const yuan = observe(
      { orderNo: '1', itemList: [{ itemPrice: '12.50', num: 2 }] },
      { amountUnit: 'yuan' },
    );
    expect(yuan.lines?.[0]).toMatchObject({ unitPrice: '12.50', amountFen: 2500n });
    const fen = line({ itemPrice: '12.50', num: 2 });
    expect(fen.lines?.[0]).toMatchObject({ unitPrice: null, amountFen: null });
    expect(fen.amounts?.flags).toEqual(['not_of_unit:itemList.0.itemPrice']);
  });

  it.each([
    [{ '0': { itemName: 'a', num: 1 }, '1': { itemName: 'b', num: 1 } }, ['a', 'b']],
    [{ '3': { itemName: 'c', num: 1 }, '1': { itemName: 'a', num: 1 } }, ['a', 'c']],
    [{ '12': { itemName: 'x', num: 1 } }, ['x']],
    [{}, []],
  ])('are a list also with numbers for keys: %j', (itemList, names) => {
    const { lines, placement } = observe({ orderNo: '1', storeId: '9', itemList });
    expect(lines?.map(({ itemName }) => itemName)).toEqual(names);
    expect(placement?.flags).toBeUndefined();
  });
});

describe('a field that cannot be read', () => {
  const paid = {
    orderNo: '1',
    storeId: '9',
    payStatus: '1',
    payAt: '2024-01-05 09:30:21',
    actualAmount: 2500,
  };
  const flagsOf = (data: Data) => observe({ ...paid, ...data }).placement?.flags;

  it.each<[Data, string[]]>([
    [{ completedAt: '昨天' }, ['completedAt']],
    [{ completedAt: '2262-01-01 00:00:00', createdAt: {} }, ['createdAt', 'completedAt']],
    [{ orderAt: 'soon' }, ['orderAt']],
    [{ totalAmount: 'free', packAmount: [] }, ['totalAmount', 'packAmount']],
    [{ payAmount: {} }, ['payAmount']],
    [{ payType: { a: 1 }, mobile: ['1'], buyerRemarks: true }, ['payType', 'mobile', 'buyerRemarks']],
    [{ afterSaleStatus: [1] }, ['afterSaleStatus']],
    [{ addr: 'x', itemList: 'y' }, ['addr', 'itemList']],
    [{ addr: { mobile: {} } }, ['addr.mobile']],
    [
      { itemList: [{ itemName: 'a', num: '两份', itemPrice: {} }, 7] },
      ['itemList.0.itemPrice', 'itemList.0.num', 'itemList.1'],
    ],
    [{ storeOrderNo: 'A\ud83d' }, ['storeOrderNo']],
  ])('and no sale needs is null and flagged: %j', (data, fields) => {
    expect(flagsOf(data)).toEqual(fields.map((field) => `unreadable_field:${field}`));
    expect(observe({ ...paid, ...data })).toMatchObject({
      payment: { state: 'paid', paidAt: new Date('2024-01-05T01:30:21Z') },
      amounts: { saleFen: 2500n },
    });
  });

  it.each<[Data, RegExp]>([
    [{ payAt: '昨天' }, /payAt is not a time/],
    [{ payAt: '9999-12-31 23:59:59' }, /payAt is not a time/],
    [{ payAt: '', orderAt: 'x' }, /orderAt is not a time/],
    [{ actualAmount: '25元' }, /actualAmount is not a decimal number/],
    [{ actualAmount: '', payAmount: {} }, /payAmount is not a decimal number/],
    [{ payStatus: {} }, /payStatus is not a text/],
    [{ status: ['70'] }, /status is not a text/],
    [{ storeId: { id: 9 } }, /storeId is not a text/],
    [{ storeId: '9\udc00' }, /storeId holds half a character/],
    [{ orderNo: '1\ud83d' }, /orderNo holds half a character/],
  ])('and the sale needs is an error: %j', (data, message) => {
    const run = () => observe({ ...paid, ...data });
    expect(run).toThrow(expect.objectContaining({ code: 'invalid_response' }));
    expect(run).toThrow(message);
  });

  it('costs an order that is not paid nothing', () => {
    const { payment, amounts, placement } = observe({
      ...paid,
      payStatus: '0',
      payAt: '-',
      actualAmount: '-',
    });
    expect([payment?.state, payment?.paidAt, amounts]).toEqual(['unpaid', null, undefined]);
    expect(placement?.flags).toEqual(['unreadable_field:actualAmount', 'unreadable_field:payAt']);
  });

  it('is told of with the amounts where nothing is said of the order', () => {
    expect(observe({ orderNo: '1', actualAmount: 1, addr: 'x' }).amounts?.flags).toEqual([
      'unreadable_field:addr',
    ]);
  });

  it.each([
    [{ buyerRemarks: '少冰\ud83d' }, 'buyerRemarks', 'contact', { remark: '少冰\ufffd' }],
    [{ addr: { acceptName: '\ude00张三' } }, 'addr.acceptName', 'contact', { name: '\ufffd张三' }],
    [{ payType: 'a\ud83d' }, 'payType', 'payment', { method: 'a\ufffd' }],
  ] as const)('half a character in a text is replaced and flagged: %j', (data, field, group, value) => {
    const observation = observe({ ...paid, ...data });
    expect(observation[group]).toMatchObject(value);
    expect(observation.placement?.flags).toEqual([`half_character:${field}`]);
  });
});

describe('how an order is handed over', () => {
  it.each([
    [{ '13': 'delivery' }, { kind: 'delivery' }],
    [{ '12': 'pickup', '13': 'dine_in' }, { kind: 'dine_in' }],
    [{}, { kind: null, raw: '13' }],
    [{ '11': 'dine_in' }, { kind: null, raw: '13' }],
  ])('follows the account’s map %j, with the number that is called out', (orderTypeMap, service) => {
    const observed = observe({ orderNo: '1', orderType: 13, storeOrderNo: 'A017' }, { orderTypeMap });
    expect(observed.service).toEqual({ ...NO_SERVICE, pickupNo: 'A017', ...service });
  });

  it('is refused where the map names a kind that we do not have', () => {
    const run = () => observe({ orderNo: '1', orderType: 13 }, { orderTypeMap: { '13': 'drive' } });
    expect(run).toThrow(/^orderTypeMap: "13" must be one of delivery, pickup, dine_in/);
  });
});

describe('an order that the store refused', () => {
  const refused = (data: Data, settings: Partial<ZhimaiConfig> = {}) => {
    const { fulfilment, placement } = observe({ orderNo: '1', storeId: '9', ...data }, settings);
    return [fulfilment?.state, fulfilment?.raw, placement?.flags];
  };

  it('has ended where no map says what its status means', () => {
    expect(refused({ status: 80, refusalReason: '售罄' })).toEqual(['cancelled', '80', undefined]);
    expect(refused({ refusalReason: '店铺打烊' })).toEqual(['cancelled', null, undefined]);
    const listed = { refusedReceiveStatuses: ['2'] };
    expect(refused({ status: 80, receiveStatus: 2 }, listed)).toEqual(['cancelled', '80', undefined]);
  });

  it.each(['', '0', '无', '--', 'NULL'])('is none for the reason %j', (refusalReason) => {
    expect(refused({ status: 80, refusalReason })).toEqual(['unknown', '80', undefined]);
  });

  it('goes on, flagged, where the account says so or its status is mapped', () => {
    const flags = ['refused_by_store'];
    const data = { status: 80, refusalReason: '售罄' };
    expect(refused(data, { refusalMeans: 'flag' })).toEqual(['unknown', '80', flags]);
    expect(refused(data, { statusMap: { '80': 'completed' } })).toEqual(['completed', '80', flags]);
    expect(refused(data, { statusMap: { '80': 'cancelled' } })).toEqual(['cancelled', '80', undefined]);
    expect(refused({ refusalReason: '售罄' }, { refusalMeans: 'flag' })).toEqual([
      undefined,
      undefined,
      flags,
    ]);
  });
});
