import type { OrderObservation } from '#domain/order-observation.js';
import type { Recording, RecordingAccount } from '#ledger/recording.js';

export const PLACED_AT = new Date('2026-11-21T03:50:00.000Z');
export const PAID_AT = new Date('2026-11-21T03:51:00.000Z');

/** A paid order of one bowl of noodles, 18.00 yuan, as a storefront would tell it. */
export function anObservation(change: Partial<OrderObservation> = {}): OrderObservation {
  return {
    vendorNo: 'A-1001',
    asOf: PAID_AT,
    precedence: 0,
    placement: { vendorStoreId: 'SH-01', placedAt: PLACED_AT, numbers: ['4200001234567890123'], origin: {} },
    payment: { state: 'paid', raw: 'paid', paidAt: PAID_AT, method: 'wechat' },
    fulfilment: { state: 'created', raw: 'created', completedAt: null },
    amounts: someAmounts(1_800n),
    lines: [
      {
        itemName: '红烧牛肉面',
        itemSpec: '大碗',
        unit: '份',
        quantity: '1',
        unitPrice: '18.00',
        amountFen: 1_800n,
      },
    ],
    contact: {
      name: '张三',
      phone: '13800000000',
      address: '上海市徐汇区1号',
      remark: '不要香菜',
      memberNo: null,
    },
    ...change,
  };
}

export const someAmounts = (saleFen: bigint) => ({
  saleFen,
  totalFen: saleFen,
  paidFen: saleFen,
  discountFen: 0n,
  freightFen: 0n,
  packagingFen: 0n,
  flags: [],
});

export const aRecording = (
  accountId: string,
  change: Partial<OrderObservation> = {},
  account: Partial<RecordingAccount> = {},
): Recording => ({
  account: { id: accountId, connector: 'storefront', sells: 'first', storeIds: 'vendor', ...account },
  observation: anObservation(change),
  evidence: { body: Buffer.from('{"orderNo":"A-1001"}') },
});
