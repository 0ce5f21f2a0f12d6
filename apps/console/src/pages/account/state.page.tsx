import { useTranslation } from 'react-i18next';
import { Age } from '../../kit/age.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { HealthBadge } from '../accounts/health-badge.js';
import { PausedBy } from '../accounts/paused-by.js';
import { useTroubleWords } from '../accounts/trouble-words.js';
import { type Shown, useShown } from './shown.js';
import { Senders } from './senders.js';
import { TestCard } from './test-card.js';
import { UnmappedValues } from './unmapped-values.js';
import { WebhookCard } from './webhook-card.js';

/** Whether an account works, what is wrong, and how what it sends gets here. */
export function StatePage() {
  const { account, connector } = useShown();
  const { webhookUrl } = account;
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
      <div className="grid min-w-0 gap-4">
        <StateCard account={account} />
        <TestCard account={account} />
        {account.unmappedValues.length > 0 && <UnmappedValues account={account} connector={connector} />}
      </div>
      <div className="grid min-w-0 gap-4">
        {webhookUrl !== undefined && <WebhookCard account={account} connector={connector} url={webhookUrl} />}
        {webhookUrl !== undefined && connector.storeIds === 'own' && <Senders url={webhookUrl} />}
      </div>
    </div>
  );
}

function StateCard({ account }: Pick<Shown, 'account'>) {
  const { t } = useTranslation('account');
  const { health, pausing, held } = account;
  return (
    <Card title={t('state')}>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <HealthBadge state={health.state} />
        {pausing !== null && <PausedBy pausing={pausing} />}
      </div>
      {health.troubles.length === 0 ? (
        <CardNote>{t('nothingWrong')}</CardNote>
      ) : (
        <Troubles account={account} />
      )}
      {held > 0 && (
        <p className="border-t border-line px-4 py-2">
          {t('held', { count: held })}{' '}
          <PlaceLink to={`/dispatches?state=held&accountId=${account.id}`}>{t('lookAtHeld')}</PlaceLink>
        </p>
      )}
    </Card>
  );
}

function Troubles({ account }: Pick<Shown, 'account'>) {
  const { t } = useTranslation('account');
  const words = useTroubleWords();
  const now = Date.now();
  return (
    <ul className="divide-y divide-line border-t border-line">
      {account.health.troubles.map((trouble) => (
        <li key={`${trouble.what} ${trouble.code}`} className="grid gap-0.5 px-4 py-2">
          <span className="font-medium">
            {words(trouble)} × {trouble.count}
          </span>
          <span className="text-sm text-muted">
            {t('since')} <Age ms={now - Date.parse(trouble.oldestAt)} /> · {trouble.message}
          </span>
        </li>
      ))}
    </ul>
  );
}
