import { useTranslation } from 'react-i18next';
import { createAccount } from '../../api/account.js';
import { useAccounts } from '../../api/accounts.js';
import { useConnectors } from '../../api/connectors.js';
import { useTills } from '../../api/tills.js';
import { addTexts } from '../../i18n/texts.js';
import { May } from '../../kit/may.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { Csv } from './csv.js';
import { Mapped } from './mapped.js';
import { products as texts } from './products.texts.js';
import { Unmapped } from './unmapped.js';

addTexts('products', texts);

/** Which product of a till each item of the storefronts is; what is missing holds orders up. */
export function ProductsPage() {
  const { t } = useTranslation('products');
  const accounts = useAccounts();
  const connectors = useConnectors();
  const { values, set } = useFilters(['accountId']);
  const tills = useTills() ?? [];
  const till = tills.find(({ id }) => id === values.accountId) ?? tills[0];
  const failed = accounts.error === null ? connectors : accounts;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('hint')}>
        {tills.length > 1 && (
          <Select
            label={t('till')}
            value={till?.id ?? ''}
            choices={tills.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(accountId) => set({ accountId })}
          />
        )}
      </PageHead>
      {till !== undefined ? (
        <Till key={till.id} accountId={till.id} name={till.name} />
      ) : failed.error !== null ? (
        <Failure error={failed.error} again={() => void failed.refetch()} />
      ) : accounts.isPending || connectors.isPending ? (
        <Loading />
      ) : (
        <p className="text-muted">
          {t('noTill')}{' '}
          <May of={createAccount}>
            <PlaceLink to="/accounts/new">{t('connect')}</PlaceLink>
          </May>
        </p>
      )}
    </div>
  );
}

const Till = ({ accountId, name }: { readonly accountId: string; readonly name: string }) => (
  <>
    <Unmapped accountId={accountId} />
    <Mapped accountId={accountId} name={name} />
    <Csv accountId={accountId} />
  </>
);
