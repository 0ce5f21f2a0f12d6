import { type Flag, flag } from '#domain/flag.js';
import { type Fen, type ReadFen, readFen } from '#domain/money.js';
import type { Amounts } from '#domain/order-observation.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import type { OrderDetail } from './zhimai-detail.reader.js';

export type AmountSettings = Pick<ZhimaiConfig, 'saleAmount' | 'amountUnit'>;

const AMOUNT_FIELDS = [
  'actualAmount',
  'payAmount',
  'totalAmount',
  'discountAmount',
  'freightAmount',
  'packAmount',
] as const;

/** An amount of the answer, or why there is none. */
export type ReadAmount = ReadFen | { readonly fault: 'not_of_unit' };

/** One or two decimals, or any number of zeros: yuan are written so, and fen never have to be. */
const WRITTEN_AS_YUAN = /\.(?:\d\d?|0+)$/;

/** An amount in the account's unit. Nothing is rounded, and nothing is guessed from how great it is. */
export function readAmount(text: string, unit: ZhimaiConfig['amountUnit']): ReadAmount {
  if (unit === 'fen' && WRITTEN_AS_YUAN.test(text)) return { fault: 'not_of_unit' };
  return readFen(text, unit === 'yuan' ? 'yuan' : 'fen');
}

const fenIn = (text: string | null, unit: ZhimaiConfig['amountUnit']): Fen | null => {
  const read = text === null ? null : readAmount(text, unit);
  return read !== null && 'fen' in read ? read.fen : null;
};

/** Which field the sale is read from: the chosen one, the other where that one is not in the answer. */
export function saleField(
  { actualAmount, payAmount, unreadable }: Pick<OrderDetail, 'actualAmount' | 'payAmount' | 'unreadable'>,
  { saleAmount }: Pick<AmountSettings, 'saleAmount'>,
): 'actualAmount' | 'payAmount' {
  const isThere = { actualAmount: actualAmount !== null, payAmount: payAmount !== null };
  const [chosen, other] =
    saleAmount === 'actual'
      ? (['actualAmount', 'payAmount'] as const)
      : (['payAmount', 'actualAmount'] as const);
  return isThere[chosen] || unreadable.has(chosen) ? chosen : other;
}

/**
 * Left out when the answer names no amount at all. An amount that cannot be of the account's unit, or is no whole
 * fen, is null and flagged, and nothing takes its place.
 */
export function amountsOf(detail: OrderDetail, settings: AmountSettings): { amounts?: Amounts } {
  if (AMOUNT_FIELDS.every((name) => detail[name] === null)) return {};
  const fen = (text: string | null): Fen | null => fenIn(text, settings.amountUnit);
  return {
    amounts: {
      saleFen: fen(detail[saleField(detail, settings)]),
      totalFen: fen(detail.totalAmount),
      paidFen: fen(detail.payAmount ?? detail.actualAmount),
      discountFen: fen(detail.discountAmount),
      freightFen: fen(detail.freightAmount),
      packagingFen: fen(detail.packAmount),
      flags: flagsOf(detail, settings.amountUnit),
    },
  };
}

function flagsOf(detail: OrderDetail, unit: ZhimaiConfig['amountUnit']): readonly Flag[] {
  const { actualAmount, payAmount, itemList } = detail;
  const faults = AMOUNT_FIELDS.flatMap((name) => {
    const text = detail[name];
    const read = text === null ? null : readAmount(text, unit);
    return read !== null && 'fault' in read ? [flag(read.fault, name)] : [];
  });
  const lines = (itemList ?? []).map((item, index) => ({ ...item, path: `itemList.${index.toString()}` }));
  return [
    ...faults,
    ...(differ(actualAmount, payAmount, unit) ? [flag('sale_amounts_differ')] : []),
    ...lines.flatMap(({ itemPrice, path }) =>
      itemPrice !== null && isOfOtherUnit(itemPrice, unit) ? [flag('not_of_unit', `${path}.itemPrice`)] : [],
    ),
    ...lines.flatMap(({ num, path }) => (num === null ? [flag('no_quantity', path)] : [])),
    ...lines.flatMap(({ itemName, path }) => (itemName === null ? [flag('no_name', path)] : [])),
  ];
}

/** A price may be finer than a fen, but one of two decimals is one in yuan. */
export const isOfOtherUnit = (price: string, unit: ZhimaiConfig['amountUnit']): boolean =>
  unit === 'fen' && /\.\d\d$/.test(price);

function differ(actual: string | null, pay: string | null, unit: ZhimaiConfig['amountUnit']): boolean {
  if (actual === null || pay === null) return false;
  const [actualFen, payFen] = [fenIn(actual, unit), fenIn(pay, unit)];
  return actualFen === null || payFen === null ? actual !== pay : actualFen !== payFen;
}
