import { type Flag, flag } from '#domain/flag.js';
import { fenOf as wholeFen } from '#domain/money.js';
import type { Fen } from '#domain/money.js';
import type { Amounts } from '#domain/order-observation.js';
import type { OrderDetail } from './zhimai.schema.js';

const AMOUNT_FIELDS = [
  'actualAmount',
  'payAmount',
  'totalAmount',
  'discountAmount',
  'freightAmount',
  'packAmount',
] as const;

/**
 * Left out when the answer names no amount at all. The sale is the chosen one of actualAmount and
 * payAmount, the other where that one is missing; an amount that is not a whole fen is null and flagged,
 * and nothing takes its place.
 */
export function amountsOf(detail: OrderDetail, saleAmount: 'actual' | 'pay'): { amounts?: Amounts } {
  if (AMOUNT_FIELDS.every((name) => detail[name] === null)) return {};
  const [chosen, other] =
    saleAmount === 'actual'
      ? [detail.actualAmount, detail.payAmount]
      : [detail.payAmount, detail.actualAmount];
  return {
    amounts: {
      saleFen: fenOf(chosen ?? other),
      totalFen: fenOf(detail.totalAmount),
      paidFen: fenOf(detail.payAmount ?? detail.actualAmount),
      discountFen: fenOf(detail.discountAmount),
      freightFen: fenOf(detail.freightAmount),
      packagingFen: fenOf(detail.packAmount),
      flags: flagsOf(detail),
    },
  };
}

/** Null when absent or no whole fen. */
export const fenOf = (text: string | null): Fen | null =>
  text === null ? null : (wholeFen(text, 'fen') ?? null);

function flagsOf(detail: OrderDetail): readonly Flag[] {
  const { actualAmount, payAmount, itemList } = detail;
  const notWhole = AMOUNT_FIELDS.filter((name) => detail[name] !== null && fenOf(detail[name]) === null);
  const lines = itemList ?? [];
  return [
    ...notWhole.map((name) => flag('not_whole_fen', name)),
    ...(differ(actualAmount, payAmount) ? [flag('sale_amounts_differ')] : []),
    ...lines.flatMap(({ num }, index) =>
      num === null ? [flag('no_quantity', `itemList.${index.toString()}`)] : [],
    ),
    ...lines.flatMap(({ itemName }, index) =>
      itemName === null ? [flag('no_name', `itemList.${index.toString()}`)] : [],
    ),
  ];
}

function differ(actual: string | null, pay: string | null): boolean {
  if (actual === null || pay === null) return false;
  const [actualFen, payFen] = [fenOf(actual), fenOf(pay)];
  return actualFen === null || payFen === null ? actual !== pay : actualFen !== payFen;
}
