import { useTranslation } from 'react-i18next';
import { type DeliveryDetail, useOrdersNamed } from '../../api/deliveries.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { orderNumber } from '../../kit/order-number.js';
import { PlaceLink } from '../../kit/place-link.js';

/** Of a delivery that names many orders the first are enough to find the others. */
const MOST_NAMED = 20;

/** The orders that a delivery names, as far as they are known. */
export function Became({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries');
  const { accountId, references } = delivery;
  const numbers = [...new Set(references.map(({ vendorNo }) => vendorNo))].slice(0, MOST_NAMED);
  return (
    <Card title={t('became')}>
      {numbers.length === 0 && <CardNote>{t('becameNoNumber')}</CardNote>}
      <ul className="divide-y divide-line">
        {numbers.map((number) => (
          <li key={number} className="flex flex-wrap items-baseline gap-x-4 px-4 py-2">
            <span className="font-semibold break-all">{number}</span>
            <Named accountId={accountId} number={number} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Named({ accountId, number }: { readonly accountId: string; readonly number: string }) {
  const { t } = useTranslation('deliveries');
  const read = useOrdersNamed(accountId, number);
  if (read.data === undefined)
    return read.error === null ? (
      <Loading />
    ) : (
      <Failure error={read.error} again={() => void read.refetch()} />
    );
  if (read.data.items.length === 0) return <span className="text-muted">{t('becameNone')}</span>;
  return (
    <ul className="flex flex-wrap gap-x-4">
      {read.data.items.map((order) => (
        <li key={order.id}>
          <PlaceLink to={`/orders/${order.id}`}>{orderNumber(order)}</PlaceLink>
        </li>
      ))}
    </ul>
  );
}
