import type { OrderObservation } from '#domain/order-observation.js';
import { anObservation, someAmounts } from '../../factories/observations.js';
import { PRODUCT_UID } from './seeded-acts.js';
import { BOWL_FEN, type Statement } from './seeded-telling.js';

const MINUTE_MS = 60_000;

const stands = ({ fulfilment, payment }: Statement, paidAt: Date) => ({
  fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
  payment: { state: payment, raw: payment, paidAt: payment === 'unpaid' ? null : paidAt, method: null },
});

const placement = (paidAt: Date) => ({
  vendorStoreId: 'SH-01',
  placedAt: new Date(paidAt.getTime() - MINUTE_MS),
  numbers: [],
  origin: {},
});

const lines = ({ bowls }: Statement) =>
  bowls.map((quantity) => ({
    ...anObservation().lines![0]!,
    quantity: String(quantity),
    amountFen: BigInt(quantity) * BOWL_FEN,
  }));

export const shopSays = (statement: Statement, paidAt: Date): Partial<OrderObservation> => ({
  ...stands(statement, paidAt),
  vendorNo: statement.no,
  placement: placement(paidAt),
  amounts: someAmounts(statement.saleFen),
  lines: lines(statement),
});

/** Of a till, which names its products. */
export const tillSays = (statement: Statement, paidAt: Date): Partial<OrderObservation> => ({
  ...shopSays(statement, paidAt),
  vendorNo: `T-${statement.no}-${String(statement.copy)}`,
  lines: lines(statement).map((line) => ({ ...line, productUid: PRODUCT_UID })),
});

/** As its lists do: where the order stands and what is wrong with it, nothing of money and goods. */
export function suningSays({ no, error, fulfilment }: Statement, asOf: Date): OrderObservation {
  return {
    asOf,
    fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
    precedence: 0,
    vendorNo: `201:${no}`,
    placement: {
      vendorStoreId: null,
      placedAt: null,
      numbers: [no],
      origin: error === null ? {} : { orderError: error },
    },
  };
}
