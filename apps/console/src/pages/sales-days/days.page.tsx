import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type Store, useStores } from '../../api/stores.js';
import { NoPage } from '../../app/no-page.js';
import { dayAfter, dayOf } from '../../i18n/days.js';
import { addTexts } from '../../i18n/texts.js';
import { DayField } from '../../kit/day-field.js';
import { Failure } from '../../kit/failure.js';
import { ListStates } from '../../kit/list-states.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { useFilters } from '../../kit/use-filters.js';
import { DayTable } from './day-table.js';
import { DayWhy } from './day-why.js';
import { MOST_DAYS, useDays } from './days.js';
import { salesDays as texts } from './days.texts.js';

addTexts('salesDays', texts);

/** A store day by day: what the till says beside the storefront and beside what we count and report. */
export function SalesDaysPage() {
  const { storeId = '' } = useParams();
  const stores = useStores();
  const store = stores.data?.find(({ id }) => id === storeId);
  if (store !== undefined) return <Days store={store} />;
  if (stores.data !== undefined) return <NoPage />;
  if (stores.error !== null) return <Failure error={stores.error} again={() => void stores.refetch()} />;
  return <Loading />;
}

function Days({ store }: { readonly store: Store }) {
  const { t } = useTranslation('salesDays');
  const { values, set } = useFilters(['from', 'to', 'day']);
  const today = dayOf(new Date().toISOString(), store.timeZone);
  const toDay = values.to ?? (values.day !== undefined && values.from === undefined ? values.day : today);
  const fromDay = values.from ?? dayAfter(toDay, -6);
  const isRight = fromDay <= toDay && dayAfter(fromDay, MOST_DAYS) > toDay;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title', { store: store.name })} hint={t('hint')} />
      <p>
        <PlaceLink to="/sales">{t('back')}</PlaceLink>
      </p>
      <div className="flex flex-wrap gap-3">
        <DayField label={t('from')} value={fromDay} onChange={(from) => set({ from, to: toDay })} />
        <DayField label={t('to')} value={toDay} onChange={(to) => set({ from: fromDay, to })} />
      </div>
      {isRight ? (
        <DaysOf
          store={store}
          fromDay={fromDay}
          toDay={toDay}
          day={values.day}
          choose={(day) => set({ day })}
        />
      ) : (
        <p role="alert" className="font-medium text-bad">
          {t('endsBefore')}
        </p>
      )}
    </div>
  );
}

interface DaysOfProps {
  readonly store: Store;
  readonly fromDay: string;
  readonly toDay: string;
  /** The one that is looked into. */
  readonly day: string | undefined;
  readonly choose: (day: string | undefined) => void;
}

function DaysOf({ store, fromDay, toDay, day, choose }: DaysOfProps) {
  const { t } = useTranslation('salesDays');
  const list = useDays(store, fromDay, toDay);
  const days = list.data?.items ?? [];
  const chosen = days.find(({ businessDate }) => businessDate === day);
  return (
    <>
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('none')} clear={undefined}>
          <DayTable days={days} chosen={day} choose={choose} />
        </ListStates>
      </section>
      {chosen !== undefined && <DayWhy store={store} day={chosen} />}
    </>
  );
}
