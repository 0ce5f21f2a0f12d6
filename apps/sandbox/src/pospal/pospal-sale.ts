import { itemCount, type Sale } from '../sales.js';
import { type PospalOrder, STATE } from './pospal-order.js';

/**
 * A till's sale is the order's total at its orderDateTime, in every state but cancelled, unless it was rung up to be
 * paid online and is not.
 * @param without leaves out orders whose remark contains this text, such as those that the hub placed
 */
export function saleOfPospal(order: PospalOrder, without?: string): Sale | null {
  if (order.state === STATE.cancelled || isUnpaid(order)) return null;
  if (without !== undefined && order.orderRemark?.includes(without) === true) return null;
  return {
    store: order.appId,
    paidAt: order.orderAt,
    fen: BigInt(order.totalFen),
    items: itemCount(order.items.map((item) => item.quantity)),
  };
}

const isUnpaid = ({ source, payOnLine, isOnlinePaymentCompleted }: PospalOrder): boolean =>
  source === 'till' && payOnLine === 1 && isOnlinePaymentCompleted === 0;
