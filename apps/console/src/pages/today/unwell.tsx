import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { Age } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { useTroubleWords } from '../accounts/trouble-words.js';

type Account = Overview['accounts'][number];

interface UnwellProps {
  readonly accounts: readonly Account[];
  readonly asOf: string;
}

/** Accounts that are not well, and why. */
export function Unwell({ accounts, asOf }: UnwellProps) {
  const { t } = useTranslation('today');
  return (
    <Card title={t('unwellTitle')}>
      {accounts.length === 0 && <CardNote>{t('unwellNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {accounts.map((account) => (
          <UnwellAccount key={account.accountId} account={account} asOf={asOf} />
        ))}
      </ul>
    </Card>
  );
}

function UnwellAccount({ account, asOf }: { readonly account: Account; readonly asOf: string }) {
  const { t } = useTranslation('today');
  const words = useTroubleWords();
  const { name, connector, health } = account;
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <PlaceLink to={`/accounts/${account.accountId}`}>{name}</PlaceLink>
        <span className="text-sm text-muted">{connector}</span>
        <Badge tone={health.state === 'paused' ? 'warn' : 'bad'}>
          {health.state === 'paused' ? t('paused') : t('unwell')}
        </Badge>
      </p>
      <ul className="list-disc pl-5">
        {health.troubles.map((trouble) => (
          <li key={`${trouble.what} ${trouble.code}`}>
            {words(trouble)} <span className="text-muted">× {trouble.count}</span>{' '}
            <span className="text-sm text-muted">
              <Age ms={Date.parse(asOf) - Date.parse(trouble.oldestAt)} />
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
