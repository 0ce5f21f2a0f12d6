import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useNames } from '../../api/names.js';
import { useZone } from '../../api/me.js';
import { useStores } from '../../api/stores.js';
import { NoPage } from '../../app/no-page.js';
import { clockOf, timeOf } from '../../i18n/instants.js';
import { addTexts } from '../../i18n/texts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Compared } from './compared.js';
import { endOf, type HourProps, useHour, useStanding } from './hour.js';
import { HourActs } from './hour-acts.js';
import { HourOrdersCard } from './hour-orders.js';
import { salesHour as texts } from './hour.texts.js';
import { Revisions } from './revisions.js';
import { StandingCard } from './standing.js';
import { Submissions } from './submissions.js';
import { WhyCard } from './why.js';

addTexts('salesHour', texts);

/** One hour of one store: its figure, what that is made of, how it came to be, and what became of it at the vendor. */
export function SalesHourPage() {
  const { storeId = '', hourStart = '' } = useParams();
  const stores = useStores().data;
  const isHour = !Number.isNaN(Date.parse(hourStart));
  const isKnown = stores === undefined || stores.some(({ id }) => id === storeId);
  return isHour && isKnown ? <SalesHour place={{ storeId, hourStart }} /> : <NoPage />;
}

function SalesHour({ place }: Pick<HourProps, 'place'>) {
  const hour = useHour(place);
  const standing = useStanding(place);
  const error = hour.error ?? standing.error;
  if (hour.data !== undefined && standing.data !== undefined)
    return <Hour place={place} hour={hour.data} standing={standing.data} />;
  if (error === null) return <Loading />;
  return <Failure error={error} again={() => void Promise.all([hour.refetch(), standing.refetch()])} />;
}

function Hour({ place, hour, standing }: HourProps) {
  const { t } = useTranslation('salesHour');
  const names = useNames();
  const hubs = useZone();
  const [said, setSaid] = useState<string>();
  const zone = names.zoneOf(place.storeId) ?? hubs;
  const known = hour ?? standing;
  const end = endOf({ place, hour, standing });
  const [day = '', from = ''] = clockOf(place.hourStart, zone).split(' ');
  const date = known?.businessDate ?? day;
  const title = t('title', { store: names.store(place.storeId), day, from, to: timeOf(end, zone) });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={title} hint={t('place', { date, zone })}>
        <HourActs place={place} hour={hour} standing={standing} say={setSaid} />
      </PageHead>
      <p>
        <PlaceLink to={`/sales?date=${date}`}>{t('back')}</PlaceLink>
      </p>
      <p
        role="status"
        className={said === undefined ? 'sr-only' : 'rounded-md bg-info-soft px-3 py-2 text-info'}
      >
        {said}
      </p>
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <StandingCard place={place} hour={hour} standing={standing} />
        {hour !== null && <WhyCard place={place} hour={hour} />}
      </div>
      {hour !== null && <Revisions revisions={hour.revisions} />}
      {hour !== null && <Compared place={place} />}
      <Submissions place={place} />
      {hour !== null && <HourOrdersCard place={place} latest={hour.revision} />}
    </div>
  );
}
