import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelivery } from '../../api/deliveries.js';
import { Button } from '../../kit/button.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PlaceLink } from '../../kit/place-link.js';
import { DeliveryParts } from './delivery-parts.js';
import { deliveryName } from './delivery-name.js';

interface OpenDeliveryProps {
  readonly id: string;
  readonly close: () => void;
}

/** One delivery beside the list, within sight wherever its row is. */
export function OpenDelivery({ id, close }: OpenDeliveryProps) {
  const { t } = useTranslation('deliveries');
  const read = useDelivery(id);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [id]);
  const name = read.data === undefined ? undefined : deliveryName(read.data);
  return (
    <section
      ref={place}
      aria-label={t('oneTitle')}
      className="grid min-w-0 grid-cols-1 gap-3 xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 text-lg font-semibold break-all">
          {name === undefined ? t('oneTitle') : t('one', { number: name })}
        </h2>
        <span className="flex items-center gap-3">
          <PlaceLink to={`/deliveries/${id}`}>{t('openWhole')}</PlaceLink>
          <Button onClick={close}>{t('closeOne')}</Button>
        </span>
      </div>
      {read.data !== undefined && <DeliveryParts key={id} delivery={read.data} />}
      {read.data === undefined &&
        (read.error === null ? (
          <Loading />
        ) : (
          <Failure error={read.error} again={() => void read.refetch()} />
        ))}
    </section>
  );
}
