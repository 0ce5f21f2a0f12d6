import { itemCount, type Sale } from '../sales.js';
import { PAY_STATUS } from './zhimai-fields.js';
import type { ZhimaiOrder } from './zhimai-order.js';

/**
 * Zhimai's sale is actualAmount (实付金额), else payAmount. The sandbox's own `cancelled` flag decides, not
 * the vendor's `status`, whose enumeration is unknown.
 */
export function saleOfZhimai(order: ZhimaiOrder): Sale | null {
  const { payAt, payStatus, actualAmount, payAmount } = order.header;
  if (order.cancelled || payStatus !== PAY_STATUS.paid || typeof payAt !== 'number') return null;
  return {
    store: order.storeId,
    paidAt: payAt,
    fen: BigInt(actualAmount ?? payAmount ?? 0),
    items: itemCount(order.items.map((item) => item.num)),
  };
}
