import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { DELIVERY_FILTERS, useDeliveries, useDeliveryCauses } from '../../api/deliveries.js';
import { addTexts } from '../../i18n/texts.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { useFilters } from '../../kit/use-filters.js';
import { CauseTabs } from '../causes/cause-tabs.js';
import { deliveries as texts } from './deliveries.texts.js';
import { DeliveryFilters } from './delivery-filters.js';
import { DeliveryTable } from './delivery-table.js';
import { LiveBar } from './live-bar.js';
import { useIsScrolled, useLiveRows } from './live-rows.js';
import { OpenDelivery } from './open-delivery.js';
import { ReplaySince } from './replay-since.js';

addTexts('deliveries', texts);

/** What was pushed to us, the newest first, as it comes in. */
export function DeliveriesPage() {
  const { t } = useTranslation('deliveries');
  const filters = useFilters(DELIVERY_FILTERS);
  const [params, setParams] = useSearchParams();
  const open = params.get('open') ?? undefined;
  const change = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { preventScrollReset: true },
    );
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('lead')}>
        <ReplaySince accountId={filters.values.accountId} since={filters.values.from} />
      </PageHead>
      <CauseTabs list="/deliveries" here="list" count={useDeliveryCauses().data?.items.length} />
      <DeliveryFilters filters={filters} />
      <div className={open === undefined ? undefined : OPEN}>
        {open !== undefined && <OpenDelivery id={open} close={() => change('open', undefined)} />}
        <Deliveries
          filters={filters}
          open={open}
          isLive={params.get('live') === '1'}
          turn={(isOn) => change('live', isOn ? '1' : undefined)}
          close={() => change('open', undefined)}
        />
      </div>
    </div>
  );
}

/** The one that is open stands above the list, or where there is room to its right. */
const OPEN = 'grid min-w-0 grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]';

interface DeliveriesProps {
  readonly filters: ReturnType<typeof useFilters<(typeof DELIVERY_FILTERS)[number]>>;
  readonly open: string | undefined;
  readonly isLive: boolean;
  readonly turn: (isOn: boolean) => void;
  readonly close: () => void;
}

function Deliveries({ filters, open, isLive, turn, close }: DeliveriesProps) {
  const { t } = useTranslation('deliveries');
  const isFirst = !useSearchParams()[0].has('cursor');
  const list = useDeliveries(filters.values);
  const [shownTimes, setShownTimes] = useState(0);
  const isScrolled = useIsScrolled();
  const paused = open !== undefined ? 'open' : isScrolled ? 'scrolled' : undefined;
  const asked = useSearchParams()[0].get('cursor') ?? '';
  const key = JSON.stringify([filters.values, asked, shownTimes]);
  const latest = list.isPlaceholderData ? undefined : list.data?.items;
  const { rows, fresh } = useLiveRows(latest, key, isLive && paused === undefined && isFirst);
  const show = () => {
    if (isLive) close();
    setShownTimes((times) => times + 1);
    window.scrollTo({ top: 0 });
  };
  return (
    <section className="min-w-0 rounded-lg border border-line bg-surface xl:order-first">
      {isFirst ? (
        <LiveBar {...{ isOn: isLive, turn, paused, fresh, show }} isMore={fresh === latest?.length} />
      ) : (
        <p className="border-b border-line px-4 py-2 text-sm text-muted">{t('onlyFirst')}</p>
      )}
      <ListStates list={list} empty={t('empty')} clear={filters.clear}>
        <DeliveryTable deliveries={rows ?? list.data?.items ?? []} open={open} />
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </ListStates>
    </section>
  );
}
