import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useParams } from 'react-router';
import { changeAccount, useAccount } from '../../api/account.js';
import { useMay } from '../../api/may.js';
import { titleOf, useConnectors } from '../../api/connectors.js';
import { addTexts } from '../../i18n/texts.js';
import { useBoth } from '../../kit/both.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { ShownOnce } from '../../kit/shown-once.js';
import { type Tab, Tabs } from '../../kit/tabs.js';
import { accounts } from '../accounts/accounts.texts.js';
import { useMadeValues } from '../accounts/made-values.js';
import { account as texts } from './account.texts.js';
import type { Shown } from './shown.js';
import { PauseButton } from './pause-button.js';

addTexts('accounts', accounts);
addTexts('account', texts);

/** One account: how it is, its settings, its stores and its calls. */
export function AccountPage() {
  const { id = '' } = useParams();
  const account = useAccount(id);
  const connectors = useConnectors();
  const connector = connectors.data?.find((one) => one.id === account.data?.connector);
  if (account.data !== undefined && connector !== undefined)
    return <Known account={account.data} connector={connector} />;
  const failed = account.error === null ? connectors : account;
  if (failed.error === null) return <Loading />;
  return <Failure error={failed.error} again={() => void failed.refetch()} />;
}

function Known(shown: Shown) {
  const { t } = useTranslation('account');
  const both = useBoth();
  const { account, connector } = shown;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={account.name} hint={both(titleOf(connector))}>
        <PauseButton account={account} />
        <span className="self-center">
          <PlaceLink to="/accounts">{t('toAll')}</PlaceLink>
        </span>
      </PageHead>
      <Made accountId={account.id} />
      <Tabs label={t('parts')} tabs={useTabs(shown)} />
      <Outlet context={shown} />
    </div>
  );
}

/** A secret that was made with the form, for the other side. */
function Made({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('account');
  const [values, keep] = useMadeValues(accountId);
  if (values.length === 0) return null;
  return <ShownOnce title={t('madeSecret')} secret={values.join('\n')} close={keep} />;
}

function useTabs({ account, connector }: Shown): readonly Tab[] {
  const { t } = useTranslation('account');
  const { pathname } = useLocation();
  const may = useMay();
  const base = `/accounts/${account.id}`;
  const tab = (to: string, label: string, count?: number): Tab => ({
    to,
    label,
    count,
    isHere: pathname === to,
  });
  return [
    tab(base, t('state')),
    ...(may(changeAccount) ? [tab(`${base}/settings`, t('settings'))] : []),
    ...(connector.storeIds === 'own' ? [] : [tab(`${base}/bindings`, t('bindings'))]),
    ...(connector.quota ? [tab(`${base}/quota`, t('quota'))] : []),
    ...(connector.orderSink ? [tab(`/products?accountId=${account.id}`, t('products'))] : []),
  ];
}
