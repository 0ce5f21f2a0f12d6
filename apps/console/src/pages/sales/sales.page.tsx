import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import { clockOf } from '../../i18n/instants.js';
import { addTexts } from '../../i18n/texts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { useFilters } from '../../kit/use-filters.js';
import { DayPicker } from './day-picker.js';
import { Export } from './export.js';
import { heatMapOf, type Sort, SORTS } from './heat-rows.js';
import { HeatView } from './heat-view.js';
import { HOUR_STATES } from './hour-marks.js';
import { sales as texts } from './sales.texts.js';
import { useWholeDay, type WholeDay } from './sales-day.js';
import { businessDateAt } from './business-date.js';

addTexts('sales', texts);

/** What every store sells in every hour of a day, and where these hours stand. */
export function SalesPage() {
  const { t } = useTranslation('sales');
  const zone = useZone();
  const { values, set } = useFilters(['date', 'state', 'sort']);
  const date = values.date !== undefined && /^\d{4}-\d\d-\d\d$/.test(values.date) ? values.date : undefined;
  const day = useWholeDay(date);
  const stores = day.data?.stores ?? [];
  const today = businessDateAt(new Date().toISOString(), stores[0], zone);
  const asOf = day.data?.asOf;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead
        title={t('title')}
        hint={asOf === undefined ? undefined : t('hint', { time: `${clockOf(asOf, zone)} ${zone}` })}
      >
        <Export today={today} />
      </PageHead>
      <DayPicker
        today={today}
        date={date ?? stores[0]?.businessDate ?? today}
        choose={(chosen) => set({ date: chosen })}
      />
      {day.data === undefined && day.error === null && <Loading />}
      {day.data === undefined && day.error !== null && (
        <Failure error={day.error} again={() => void day.refetch()} />
      )}
      {day.data !== undefined && <DayMap key={date ?? 'today'} day={day.data} />}
    </div>
  );
}

function DayMap({ day }: { readonly day: WholeDay }) {
  const { t } = useTranslation('sales');
  const filters = useFilters(['state', 'sort']);
  const [name, setName] = useState('');
  // While somebody types, what they type comes before the map of hundreds of stores.
  const shownName = useDeferredValue(name);
  const sort: Sort = SORTS.find((one) => one === filters.values.sort) ?? 'code';
  const state = HOUR_STATES.find((one) => one === filters.values.state);
  const map = useMemo(
    () => heatMapOf(day.stores, { sort, state, name: shownName }),
    [day.stores, sort, state, shownName],
  );
  if (day.stores.length === 0) return <p className="px-4 py-6 text-muted">{t('empty')}</p>;
  return (
    <HeatView
      day={day}
      map={map}
      shown={{ sort, state, name }}
      setName={setName}
      setSort={(chosen) => filters.set({ sort: chosen === 'code' ? undefined : chosen })}
      setState={(chosen) => filters.set({ state: chosen })}
      clear={() => {
        setName('');
        filters.clear?.();
      }}
    />
  );
}
