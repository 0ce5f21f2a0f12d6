import { useTranslation } from 'react-i18next';
import { usePayload } from '../../api/payloads.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PayloadText } from '../../kit/payload-text.js';
import { PlaceLink } from '../../kit/place-link.js';
import { ReplayButton } from '../../kit/replay-button.js';

/** What came over the wire, with personal and secret fields masked. */
export function Payload({ id }: { readonly id: string }) {
  const { t } = useTranslation('order');
  const read = usePayload(id);
  if (read.data === undefined)
    return read.error === null ? (
      <Loading />
    ) : (
      <Failure error={read.error} again={() => void read.refetch()} />
    );
  return (
    <div className="grid min-w-0 gap-3">
      <p className="text-sm text-muted">{t('rawMeans')}</p>
      <PayloadText body={read.data.text} />
      {read.data.isDelivery && (
        <div className="flex flex-wrap items-center gap-2">
          <ReplayButton deliveryId={id} />
          <PlaceLink to={`/deliveries/${id}`}>{t('toDelivery')}</PlaceLink>
        </div>
      )}
    </div>
  );
}
