import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { Age } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';

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
  const both = useBoth();
  const { name, connector, health } = account;
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">{name}</span>
        <span className="text-sm text-muted">{connector}</span>
        <Badge tone={health.state === 'paused' ? 'warn' : 'bad'}>
          {health.state === 'paused' ? t('paused') : t('unwell')}
        </Badge>
      </p>
      <ul className="list-disc pl-5">
        {health.troubles.map(({ what, code, message, text, count, oldestAt }) => (
          <li key={`${what} ${code}`}>
            {text === undefined ? message : both(text)} <span className="text-muted">× {count}</span>{' '}
            <span className="text-sm text-muted">
              <Age ms={Date.parse(asOf) - Date.parse(oldestAt)} />
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}
