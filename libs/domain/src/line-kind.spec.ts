import { lineKind } from './line-kind.js';
import type { Line } from './order-observation.js';

const line = (quantity: string, unitPrice: string | null, amountFen: bigint | null): Line => ({
  itemName: '拿铁',
  itemSpec: null,
  unit: null,
  quantity,
  unitPrice,
  amountFen,
});

describe('a line', () => {
  it.each([
    ['is sold', line('1', '25.00', 2500n), 'sold'],
    ['is sold, for nothing', line('1', '25.00', 0n), 'sold'],
    ['is sold by weight', line('0.350', '30.00', 1050n), 'sold'],
    ['of a voucher takes off', line('1', '-5.00', -500n), 'deduction'],
    ['of a voucher takes off, though nothing is its quantity', line('0', '5.00', -500n), 'deduction'],
    ['of goods that came back takes off', line('-1', '25.00', -2500n), 'deduction'],
    ['without an amount takes off by its price', line('2', '-5.00', null), 'deduction'],
    ['without an amount takes off by its quantity', line('-2', null, null), 'deduction'],
    ['of nothing is empty', line('0', '29.90', 0n), 'empty'],
    ['of less than nothing that costs nothing is empty', line('-1.5', '0', 0n), 'empty'],
    ['of a voucher that took nothing off is empty', line('1', '-5.00', 0n), 'empty'],
    ['that costs something, of nothing, is not passed over', line('0', '5.00', 500n), 'sold'],
    ['whose quantity was not stated is not passed over', line('0', '5.00', null), 'sold'],
  ])('%s', (_name, given, kind) => {
    expect(lineKind(given)).toBe(kind);
  });
});
