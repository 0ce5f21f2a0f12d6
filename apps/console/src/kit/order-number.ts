import type { Order } from '../api/orders.js';

/** The number by which people speak of an order: that of its first leg, a storefront's where there is one. */
export const orderNumber = ({ id, legs }: Pick<Order, 'id' | 'legs'>): string =>
  legs[0]?.orderNo ?? id.slice(0, 8);
