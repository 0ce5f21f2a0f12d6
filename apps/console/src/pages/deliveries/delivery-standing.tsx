import { useTranslation } from 'react-i18next';
import { type DeliveryDetail, dismiss, replay } from '../../api/deliveries.js';
import { ActButton } from '../../kit/act-button.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Why } from '../causes/why.js';
import { DeliveryState } from './delivery-state.js';
import { ReplaySince } from './replay-since.js';

/** How it stands and why, what to do, and to do it. */
export function DeliveryStanding({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries');
  const { state, attempts, nextAttemptAt, awaitsListing } = delivery;
  return (
    <Card title={t('whatIs')}>
      <div className="grid gap-3 px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <DeliveryState state={state} />
          <span>
            {t('attempts')}: {attempts}
          </span>
          {(awaitsListing || nextAttemptAt !== null) && (
            <span>
              {t('next')}:{' '}
              {awaitsListing || nextAttemptAt === null ? t('listing') : <Instant at={nextAttemptAt} />}
            </span>
          )}
        </p>
        <Why
          kind="delivery"
          errorCode={delivery.errorCode}
          errorMessage={isSaidByFaults(delivery) ? null : delivery.errorMessage}
        />
        <Acts delivery={delivery} />
      </div>
    </Card>
  );
}

/** What is wrong stands field by field beneath, in the language of whoever reads it. */
const isSaidByFaults = ({ state, faults }: DeliveryDetail): boolean =>
  state === 'refused' && faults.length > 0 && faults.every(({ code }) => code !== undefined);

/** Those that a worker may read once more; of a contradicting one a person decides instead. */
const REPLAYED = ['pending', 'done', 'failed', 'discarded'];

function Acts({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { t } = useTranslation('deliveries');
  const { id, state, accountId, receivedAt, references, settledAt } = delivery;
  const isReplayed = REPLAYED.includes(state) || (state === 'not_read' && references.length > 0);
  return (
    <div className="flex flex-wrap gap-2">
      {isReplayed && (
        <ActButton
          of={replay}
          look={state === 'failed' ? 'primary' : 'plain'}
          title={t('replay')}
          irreversible={t('replayForGood')}
          act={() => replay(id)}
        >
          <p>{t('replayMeans')}</p>
        </ActButton>
      )}
      {isReplayed && <ReplaySince accountId={accountId} since={receivedAt} isFixed />}
      {(state === 'failed' || (state === 'refused' && settledAt === null)) && (
        <ActButton
          of={dismiss}
          title={t('dismiss')}
          irreversible={t('dismissForGood')}
          act={() => dismiss(id)}
        >
          <p>{t(state === 'failed' ? 'discardMeans' : 'dismissMeans')}</p>
        </ActButton>
      )}
    </div>
  );
}
