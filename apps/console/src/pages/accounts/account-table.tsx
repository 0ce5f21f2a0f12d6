import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/accounts.js';
import { titleOf, useConnectors } from '../../api/connectors.js';
import { useBoth } from '../../kit/both.js';
import { PlaceLink } from '../../kit/place-link.js';
import { type Column, Table } from '../../kit/table.js';
import { HealthBadge } from './health-badge.js';
import { PausedBy } from './paused-by.js';
import { useTroubleWords } from './trouble-words.js';

/** The accounts, each with what is wrong and how much waits for a person. */
export function AccountTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const { t } = useTranslation('accounts');
  const both = useBoth();
  const connectors = useConnectors().data ?? [];
  const vendorOf = ({ connector }: Account) => {
    const found = connectors.find(({ id }) => id === connector);
    return found === undefined ? connector : both(titleOf(found));
  };
  const columns: readonly Column<Account>[] = [
    {
      key: 'name',
      head: t('name'),
      isRowHead: true,
      cell: (account) => (
        <>
          <PlaceLink to={`/accounts/${account.id}`}>{account.name}</PlaceLink>
          <span className="block text-sm font-normal text-muted">{vendorOf(account)}</span>
        </>
      ),
    },
    { key: 'state', head: t('state'), cell: (account) => <HealthBadge state={account.health.state} /> },
    { key: 'wrong', head: t('wrong'), cell: (account) => <Wrong account={account} /> },
    { key: 'waits', head: t('waits'), cell: (account) => <Waits account={account} />, isNumber: true },
  ];
  return <Table caption={t('title')} columns={columns} rows={accounts} keyOf={({ id }) => id} />;
}

/** What is wrong, in words; of a paused one who paused it, and why. */
function Wrong({ account }: { readonly account: Account }) {
  const { t } = useTranslation('accounts');
  const words = useTroubleWords();
  const { troubles } = account.health;
  if (account.paused) return <PausedBy pausing={account.pausing} />;
  if (troubles.length === 0) return <span className="text-muted">{t('nothingWrong')}</span>;
  return (
    <ul className="grid gap-1">
      {troubles.map((trouble) => (
        <li key={`${trouble.what} ${trouble.code}`}>
          {words(trouble)} <span className="text-muted">× {trouble.count}</span>
        </li>
      ))}
    </ul>
  );
}

function Waits({ account }: { readonly account: Account }) {
  if (account.held === 0) return '0';
  return <PlaceLink to={`/dispatches?state=held&accountId=${account.id}`}>{account.held}</PlaceLink>;
}
