import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useDelivery } from '../../api/deliveries.js';
import { addTexts } from '../../i18n/texts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { deliveries as texts } from './deliveries.texts.js';
import { deliveryName } from './delivery-name.js';
import { DeliveryParts } from './delivery-parts.js';

addTexts('deliveries', texts);

/** All of one delivery: how it stands, what to do, what it said and what it became. */
export function DeliveryPage() {
  const { t } = useTranslation('deliveries');
  const { id = '' } = useParams();
  const read = useDelivery(id);
  if (read.data === undefined)
    return read.error === null ? (
      <Loading />
    ) : (
      <Failure error={read.error} again={() => void read.refetch()} />
    );
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('one', { number: deliveryName(read.data) })} />
      <DeliveryParts key={id} delivery={read.data} />
    </div>
  );
}
