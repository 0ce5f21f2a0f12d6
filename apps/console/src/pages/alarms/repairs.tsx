import { useTranslation } from 'react-i18next';
import { stopBrake, useStoppedBrakes } from '../../api/brakes.js';
import { ActButton } from '../../kit/act-button.js';
import { Card, CardNote } from '../../kit/card.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';

/** Where automatic repairs are stopped; the banner above every page starts them again. */
export function Repairs() {
  const { t } = useTranslation('alarms');
  const { t: shell } = useTranslation();
  const both = useBoth();
  const stopped = useStoppedBrakes().data ?? [];
  const areAllStopped = stopped.some(({ scope }) => scope === 'all');
  return (
    <Card title={t('repairs')} hint={t('repairsLead')}>
      {stopped.length === 0 && <CardNote>{t('repairsRunning')}</CardNote>}
      <ul className="divide-y divide-line">
        {stopped.map(({ scope, account, stop }) => (
          <li key={scope} className="px-4 py-2">
            <span className="font-medium">{account ?? shell('allAccounts')}</span>
            {stop !== null && (
              <span>
                {' · '}
                {both(stop.text)}{' '}
                <span className="text-sm text-muted">
                  <Instant at={stop.at} /> · {stop.by ?? shell('theHub')}
                </span>
              </span>
            )}
          </li>
        ))}
      </ul>
      {!areAllStopped && (
        <div className="border-t border-line px-4 py-2">
          <ActButton
            of={stopBrake}
            title={t('stopAll')}
            reason="required"
            act={(reason) => stopBrake('all', reason)}
          >
            <p>{t('stopAllMeans')}</p>
          </ActButton>
        </div>
      )}
    </Card>
  );
}
