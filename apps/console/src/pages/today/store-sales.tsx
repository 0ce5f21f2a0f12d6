import { useTranslation } from 'react-i18next';
import type { StoreToday } from '../../api/overview.js';
import { timeOf } from '../../i18n/instants.js';
import { Age } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { Card, CardNote } from '../../kit/card.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';

interface StoreSalesProps {
  readonly stores: readonly StoreToday[];
  readonly asOf: string;
}

/** What every store sells this hour and today, beside yesterday and a week ago. */
export function StoreSales({ stores, asOf }: StoreSalesProps) {
  const { t } = useTranslation('today');
  return (
    <Card title={t('storesTitle')} hint={t('storesHint')}>
      {stores.length === 0 ? (
        <CardNote>
          {t('storesNone')} <PlaceLink to="/start">{t('toStart')}</PlaceLink>
        </CardNote>
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('storesTitle')}>
          <table className="w-full text-left">
            <thead className="text-sm text-muted">
              <tr className="*:px-4 *:py-2 *:font-medium">
                <th scope="col">{t('store')}</th>
                <th scope="col">{t('thisHour')}</th>
                <th scope="col">{t('todaySales')}</th>
                <th scope="col">{t('lastSale')}</th>
              </tr>
            </thead>
            <tbody>
              {stores.map((store) => (
                <StoreRow key={store.storeId} store={store} asOf={asOf} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function StoreRow({ store, asOf }: { readonly store: StoreToday; readonly asOf: string }) {
  const { t } = useTranslation('today');
  const { storeId, businessDate, hour, today, lastSaleAt, timeZone } = store;
  return (
    <tr className="border-t border-line align-top *:px-4 *:py-2.5">
      <th scope="row" className="font-semibold">
        <PlaceLink to={`/sales/stores/${storeId}`}>{store.name}</PlaceLink>
        <span className="block text-sm font-normal whitespace-nowrap text-muted">
          {timeOf(asOf, timeZone)} {timeZone}
        </span>
      </th>
      <td>
        <Compared
          place={`/sales/hours/${storeId}/${hour.start}`}
          now={hour.now}
          yesterday={hour.yesterday.soFar}
          weekAgo={hour.weekAgo.soFar}
        />
      </td>
      <td>
        <Compared
          place={`/sales/stores/${storeId}?day=${businessDate}`}
          now={today.now}
          yesterday={today.yesterday}
          weekAgo={today.weekAgo}
        />
      </td>
      <td>
        {lastSaleAt === null ? (
          t('never')
        ) : (
          <PlaceLink to={`/orders?storeId=${storeId}`}>
            <Age ms={Date.parse(asOf) - Date.parse(lastSaleAt)} />
          </PlaceLink>
        )}
      </td>
    </tr>
  );
}

type Sold = StoreToday['today']['now'];

interface ComparedProps {
  /** What is behind the present figure. */
  readonly place: string;
  readonly now: Sold;
  readonly yesterday: Sold;
  readonly weekAgo: Sold;
}

function Compared({ place, now, yesterday, weekAgo }: ComparedProps) {
  const { t } = useTranslation('today');
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <PlaceLink to={place}>
          <Money fen={now.totalFen} />
        </PlaceLink>
        <span className="whitespace-nowrap text-muted">{t('orders', { count: now.orders })}</span>
        {now.provisional && (
          <span title={t('provisionalHint')}>
            <Badge tone="warn">{t('provisional')}</Badge>
          </span>
        )}
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        <span className="whitespace-nowrap">
          {t('yesterday')} <Money fen={yesterday.totalFen} />
        </span>
        <span className="whitespace-nowrap">
          {t('weekAgo')} <Money fen={weekAgo.totalFen} />
        </span>
      </p>
    </>
  );
}
