import { useTranslation } from 'react-i18next';
import { apartOf, type StoreDay, useStoreDays } from '../../api/store-days.js';
import type { Store } from '../../api/stores.js';
import { dayAfter, dayOf, startOfDay } from '../../i18n/days.js';
import { yuanOf } from '../../i18n/money.js';
import { Bars } from '../../kit/bars.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { StoreDays } from './store-days-table.js';

interface StoreDriftProps {
  readonly store: Store;
  readonly days: number;
}

/** By how much a store’s storefront and till are apart each day, and why. */
export function StoreDrift({ store, days }: StoreDriftProps) {
  const { t } = useTranslation('drift');
  const { id: storeId, timeZone: zone } = store;
  const today = dayOf(new Date().toISOString(), zone);
  const from = startOfDay(dayAfter(today, 1 - days), zone);
  const read = useStoreDays({ storeId, from, to: startOfDay(dayAfter(today, 1), zone) });
  return (
    <Card title={t('storeTitle')} hint={t('storeHint')}>
      {read.data !== undefined && <Shown days={read.data} />}
      {read.data === undefined &&
        (read.error === null ? (
          <Loading />
        ) : (
          <Failure error={read.error} again={() => void read.refetch()} />
        ))}
    </Card>
  );
}

function Shown({ days }: { readonly days: readonly StoreDay[] }) {
  const { t } = useTranslation('drift');
  if (days.length === 0) return <CardNote>{t('storeNone')}</CardNote>;
  const bars = days.map((day) => ({
    key: day.businessDate,
    label: day.businessDate,
    value: Number(apartOf(day)),
    words: t('dayWords', {
      day: day.businessDate,
      storefront: yuanOf(day.storefront.totalFen),
      till: yuanOf(day.till.totalFen),
      apart: yuanOf(apartOf(day)),
    }),
  }));
  return (
    <>
      <div className="px-4 pt-3">
        <Bars title={t('storeTitle')} bars={bars} written={(fen) => yuanOf(BigInt(fen))} />
      </div>
      <StoreDays days={[...days].reverse()} />
    </>
  );
}
