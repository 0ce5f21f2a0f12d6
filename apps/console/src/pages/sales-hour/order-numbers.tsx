import { PlaceLink } from '../../kit/place-link.js';
import type { HourOrders } from './hour.js';

type Order = Pick<HourOrders['items'][number], 'orderId' | 'numbers'>;

/** What the vendors call an order; it leads there. */
export function OrderNumbers({ order: { orderId, numbers } }: { readonly order: Order }) {
  const shown = numbers.map(({ connector, vendorNo }) => `${connector} ${vendorNo}`).join(' · ');
  return <PlaceLink to={`/orders/${orderId}`}>{shown === '' ? orderId.slice(0, 8) : shown}</PlaceLink>;
}
