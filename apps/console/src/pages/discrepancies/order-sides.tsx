import { useTranslation } from 'react-i18next';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { type OrderDetail, useOrder } from '../../api/orders.js';
import { Card } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PlaceLink } from '../../kit/place-link.js';
import { useLegRows } from './leg-rows.js';
import { SidesTable } from './sides-table.js';

interface OrderSidesProps {
  readonly one: DiscrepancyDetail;
  readonly orderId: string;
}

/** What every vendor says of the order, as it stands now. */
export function OrderSides({ one, orderId }: OrderSidesProps) {
  const { t } = useTranslation('discrepancies');
  const order = useOrder(orderId);
  return (
    <Card title={t('sidesTitle')} hint={t('sidesHint')}>
      {order.data !== undefined && <Sides one={one} order={order.data} />}
      {order.data === undefined &&
        (order.error === null ? (
          <Loading />
        ) : (
          <Failure error={order.error} again={() => void order.refetch()} />
        ))}
      <p className="border-t border-line px-4 py-2">
        <PlaceLink to={`/orders/${orderId}`}>{t('toOrder')}</PlaceLink>
      </p>
    </Card>
  );
}

function Sides({ one, order }: { readonly one: DiscrepancyDetail; readonly order: OrderDetail }) {
  const { t } = useTranslation('discrepancies');
  const names = useNames();
  const absent = useAbsent(one, order, names);
  const rows = useLegRows(one, order.legs, names.zoneOf(one.storeId));
  const sides = order.legs.map(({ id, accountId }) => ({
    key: id,
    name: names.account(accountId),
  }));
  if (absent === undefined) return <SidesTable caption={t('sidesTitle')} sides={sides} rows={rows} />;
  const [number, ...others] = rows;
  const there = others.map((row) => ({ ...row, cells: [...row.cells, '—'] }));
  const first =
    number === undefined ? [] : [{ ...number, cells: [...number.cells, t('absent')], isMarked: true }];
  return (
    <SidesTable
      caption={t('sidesTitle')}
      sides={[...sides, { key: 'absent', name: absent }]}
      rows={[...first, ...there]}
    />
  );
}

/** Who should have the order, and has not; undefined where nobody is missed. */
function useAbsent(
  one: DiscrepancyDetail,
  { legs }: OrderDetail,
  names: ReturnType<typeof useNames>,
): string | undefined {
  const { t } = useTranslation('discrepancies');
  if (one.rule === 'unknown_in_storefront') return t('storefront');
  if (one.rule !== 'missing_at_till' || legs.some(({ accountId }) => accountId === one.accountId))
    return undefined;
  return names.account(one.accountId);
}
