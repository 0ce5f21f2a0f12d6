import type { SuningOrder } from '../suning/suning-order.js';
import type { SuningOrderDesk } from '../suning/suning-order-desk.js';
import type { NamedOrder } from './distortion.js';
import type { DistortionRecord } from './distortion-record.js';

/** As it stands in the order's own vendor's lists: its source and the storefront's number. */
export const namedAtSuning = ({ orderSource, orderId }: SuningOrder): NamedOrder => ({
  vendor: 'suning',
  orderNo: `${orderSource}:${orderId}`,
});

/** Notes every error that Suning shows, whoever is to blame for it, and its end. @returns what ends the watching */
export function watchErrors(
  { changes }: Pick<SuningOrderDesk, 'changes'>,
  record: DistortionRecord,
  noticeMinutes: number,
): () => void {
  return changes.add((order) => {
    const named = namedAtSuning(order);
    const standing = record.standingOf('order_error', named);
    if (order.orderError !== null && standing === undefined)
      record.note('order_error', [named], { noticeMinutes });
    if (order.orderError === null && standing !== undefined) record.end(standing);
  });
}
