import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/accounts.js';
import { createAccount, useAccountList } from '../../api/account.js';
import { addTexts } from '../../i18n/texts.js';
import { May } from '../../kit/may.js';
import { Card } from '../../kit/card.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { Tabs } from '../../kit/tabs.js';
import { useFilters } from '../../kit/use-filters.js';
import { AccountTable } from './account-table.js';
import { accounts as texts } from './accounts.texts.js';
import { ButtonLink } from '../../kit/button-link.js';

addTexts('accounts', texts);

const STATES = ['unwell', 'paused', 'well'] as const;

/** Every shop, till and vendor that is connected, and which of them want somebody. */
export function AccountsPage() {
  const { t } = useTranslation('accounts');
  const accounts = useAccountList();
  const { values, clear } = useFilters(['health']);
  const all = accounts.data ?? [];
  const items = all.filter(({ health }) => values.health === undefined || health.state === values.health);
  const read = { ...accounts, data: accounts.data === undefined ? undefined : { items } };
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('hint')}>
        <May of={createAccount}>
          <ButtonLink to="/accounts/new">{t('newTitle')}</ButtonLink>
        </May>
      </PageHead>
      <States all={all} chosen={values.health} />
      <Card title={t('listTitle', { count: items.length })}>
        <ListStates list={read} empty={t('empty')} clear={clear}>
          <AccountTable accounts={items} />
        </ListStates>
      </Card>
    </div>
  );
}

interface StatesProps {
  readonly all: readonly Account[];
  readonly chosen: string | undefined;
}

/** The list by what is wrong, with how many there are of each. */
function States({ all, chosen }: StatesProps) {
  const { t } = useTranslation('accounts');
  const tabs = STATES.map((state) => ({
    to: `/accounts?health=${state}`,
    label: t(state),
    count: all.filter(({ health }) => health.state === state).length,
    isHere: chosen === state,
  }));
  const every = { to: '/accounts', label: t('all'), count: all.length, isHere: chosen === undefined };
  return <Tabs label={t('byHealth')} tabs={[every, ...tabs]} />;
}
