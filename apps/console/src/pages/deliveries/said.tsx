import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryDetail } from '../../api/deliveries.js';
import { usePayload } from '../../api/payloads.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PayloadText } from '../../kit/payload-text.js';
import { ReplayButton } from '../../kit/replay-button.js';

/** What the delivery said, behind a click: it is read when somebody asks for it. */
export function Said({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries');
  const [isShown, setShown] = useState(false);
  return (
    <Card title={t('said')} hint={t('saidMeans')}>
      <div className="grid min-w-0 grid-cols-1 gap-3 px-4 py-3">
        <div className="flex flex-wrap gap-2">
          <Button aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {t(isShown ? 'hideSaid' : 'showSaid')}
          </Button>
          <ReplayButton deliveryId={delivery.id} />
        </div>
        {isShown && <Bytes id={delivery.payloadId} />}
      </div>
    </Card>
  );
}

function Bytes({ id }: { readonly id: string }) {
  const read = usePayload(id);
  if (read.data === undefined)
    return read.error === null ? (
      <Loading />
    ) : (
      <Failure error={read.error} again={() => void read.refetch()} />
    );
  return <PayloadText body={read.data.text} />;
}
