import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkConfig } from '#connectors-core/config-check.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { readShape } from '#connectors-core/read-wire.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { zhimaiFields } from './zhimai.config.js';
import { toObservation } from './zhimai.mapper.js';
import { orderDetail } from './zhimai.schema.js';

const FIXTURES = new URL('../../../../test/fixtures/zhimai/', import.meta.url);
const asOf = new Date('2024-01-05T02:00:00Z');
const credentials = JSON.parse(readFileSync(new URL('account.json', FIXTURES), 'utf8')) as object;
const config = checkConfig(zhimaiFields, credentials).config as ZhimaiConfig;

type Data = Record<string, unknown>;
const dataOf = (name: string): Data =>
  (parseLossless(readFileSync(new URL(`order-detail.${name}.json`, FIXTURES))) as { data: Data }).data;
const observe = (data: unknown, settings: Partial<ZhimaiConfig> = {}): OrderObservation =>
  toObservation(readShape(orderDetail, data), { asOf, config: { ...config, ...settings } });

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

describe('the amounts of an order', () => {
  const amounts = (data: Data, saleAmount: 'actual' | 'pay' = 'actual') =>
    observe({ orderNo: '1', ...data }, { saleAmount }).amounts;

  it('sell what was actually paid, or what the account says, and flag a difference', () => {
    const data = { actualAmount: 3990, payAmount: '4000' };
    expect(amounts(data)).toMatchObject({ saleFen: 3990n, paidFen: 4000n, flags: ['sale_amounts_differ'] });
    expect(amounts(data, 'pay')).toMatchObject({ saleFen: 4000n, flags: ['sale_amounts_differ'] });
    expect(amounts({ actualAmount: '4000.00', payAmount: 4000 })?.flags).toEqual([]);
  });

  it('take the other amount where the chosen one is missing', () => {
    expect(amounts({ payAmount: 4000, actualAmount: '' })).toMatchObject({ saleFen: 4000n, paidFen: 4000n });
    expect(amounts({ actualAmount: 3990 }, 'pay')).toMatchObject({ saleFen: 3990n, paidFen: 3990n });
  });

  it('are null and flagged where they are no whole fen; nothing takes their place', () => {
    expect(amounts({ actualAmount: '3990.5', payAmount: 4000, freightAmount: 12.5 })).toMatchObject({
      saleFen: null,
      paidFen: 4000n,
      freightFen: null,
      flags: ['not_whole_fen:actualAmount', 'not_whole_fen:freightAmount', 'sale_amounts_differ'],
    });
  });

  it('are exact for any whole fen, as number or text, with or without decimals', () => {
    const fen = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
    fc.assert(
      fc.property(fen, fc.constantFrom('', '.0', '.00'), fc.boolean(), (amount, zeros, quoted) => {
        const number = `${amount.toString()}${zeros}`;
        const data = parseLossless(`{"orderNo":"1","actualAmount":${quoted ? `"${number}"` : number}}`);
        expect(observe(data).amounts?.saleFen).toBe(amount);
      }),
    );
  });

  it('never invent a part of a fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 99 }), (whole, part) => {
        const text = `${whole.toString()}.${part.toString().padStart(2, '0')}`;
        expect(amounts({ actualAmount: text })).toMatchObject({
          saleFen: null,
          flags: ['not_whole_fen:actualAmount'],
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
});
