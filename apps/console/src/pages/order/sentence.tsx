import { useTranslation } from 'react-i18next';
import { orderWord } from '#admin-contract/order-words.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { clockOf, offsetOf } from '../../i18n/instants.js';
import { yuanOf } from '../../i18n/money.js';
import { useBoth } from '../../kit/both.js';

/** What the order is, in one sentence. */
export function Sentence({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const names = useNames();
  const hubs = useZone();
  const zone = names.zoneOf(order.storeId) ?? hubs;
  const at = (instant: string) => `${clockOf(instant, zone)} ${offsetOf(instant, zone)}`;
  const { storeId, placedAt, status, totalFen, saleAt, saleFen } = order;
  const parts = [
    storeId === null ? t('ofNoStore') : t('ofStore', { store: names.store(storeId) }),
    placedAt === null ? t('placedUnknown') : t('placed', { time: at(placedAt) }),
    totalFen === null ? t('totalUnknown') : t('total', { amount: yuanOf(totalFen) }),
    t('isNow', { status: both(orderWord('status', status)) }),
    saleAt === null || saleFen === null
      ? t('sellsNothing')
      : t('sells', { amount: yuanOf(saleFen), time: at(saleAt) }),
  ];
  return (
    <p className="rounded-lg border border-line bg-surface px-4 py-3 text-lg">
      {parts.join(t('comma')) + t('stop')}
    </p>
  );
}
