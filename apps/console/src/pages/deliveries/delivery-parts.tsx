import { useTranslation } from 'react-i18next';
import { useNames } from '../../api/names.js';
import type { DeliveryDetail } from '../../api/deliveries.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Became } from './became.js';
import { Contradiction } from './contradiction.js';
import { DeliveryStanding } from './delivery-standing.js';
import { Faults } from './faults.js';
import { Said } from './said.js';

/** What is known of one delivery, in the order in which one asks. */
export const DeliveryParts = ({ delivery }: { readonly delivery: DeliveryDetail }) => (
  <div className="grid min-w-0 grid-cols-1 gap-4">
    <DeliveryStanding delivery={delivery} />
    {delivery.faults.length > 0 && <Faults faults={delivery.faults} />}
    {delivery.contradiction !== null && (
      <Contradiction deliveryId={delivery.id} state={delivery.state} contradiction={delivery.contradiction} />
    )}
    <Became delivery={delivery} />
    <Said delivery={delivery} />
    <DeliveryFacts delivery={delivery} />
  </div>
);

function DeliveryFacts({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries');
  const names = useNames();
  const { accountId, connector, key, receivedAt, bodySize, times, charset, settledAt } = delivery;
  return (
    <Card title={t('facts')}>
      <Facts
        facts={[
          [t('received'), <Instant key="at" at={receivedAt} />],
          [
            t('account'),
            <PlaceLink key="account" to={`/accounts/${accountId}`}>
              {names.account(accountId)}
            </PlaceLink>,
          ],
          [t('kind'), connector],
          [t('key'), key === null ? '—' : <span className="break-all">{key}</span>],
          [t('timesName'), times],
          [t('size'), t('bytes', { count: bodySize })],
          ...(charset === null ? [] : [[t('charset'), charset] as const]),
          ...(settledAt === null ? [] : [[t('settled'), <Instant key="settled" at={settledAt} />] as const]),
        ]}
      />
    </Card>
  );
}
