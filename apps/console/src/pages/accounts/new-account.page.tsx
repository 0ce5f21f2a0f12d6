import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createAccount } from '../../api/account.js';
import { type Connector, titleOf, useConnectors } from '../../api/connectors.js';
import { addTexts } from '../../i18n/texts.js';
import { May } from '../../kit/may.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { AccountForm, type Filled } from './account-form.js';
import { accounts as texts } from './accounts.texts.js';
import { Guide } from './guide.js';

addTexts('accounts', texts);

/** Connects another shop, till or vendor. */
export function NewAccountPage() {
  const { t } = useTranslation('accounts');
  const connectors = useConnectors();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('newTitle')} hint={t('newHint')}>
        <PlaceLink to="/accounts">{t('toAll')}</PlaceLink>
      </PageHead>
      {connectors.data !== undefined ? (
        <Chosen connectors={connectors.data} />
      ) : connectors.error === null ? (
        <Loading />
      ) : (
        <Failure error={connectors.error} again={() => void connectors.refetch()} />
      )}
    </div>
  );
}

const PURPOSES = ['shop', 'till', 'reporter'] as const;
/** Who can be what one is about to connect. */
const SERVES: Readonly<Record<(typeof PURPOSES)[number], (connector: Connector) => boolean>> = {
  shop: ({ sells }) => sells === 'first',
  till: ({ orderSink }) => orderSink,
  reporter: ({ salesSink }) => salesSink,
};

function Chosen({ connectors }: { readonly connectors: readonly Connector[] }) {
  const { t } = useTranslation('accounts');
  const both = useBoth();
  const { values, set } = useFilters(['connector', 'for']);
  const purpose = PURPOSES.find((one) => one === values.for);
  const fit = purpose === undefined ? connectors : connectors.filter(SERVES[purpose]);
  const chosen = fit.find(({ id }) => id === values.connector);
  const connector = chosen ?? (fit.length === 1 ? fit[0] : undefined);
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
        <Select
          label={t(purpose === undefined ? 'connector' : `connector_${purpose}`)}
          value={connector?.id ?? ''}
          choices={[
            { value: '', label: t('chooseConnector') },
            ...fit.map((one) => ({ value: one.id, label: both(titleOf(one)) })),
          ]}
          onChange={(id) => set({ connector: id })}
        />
        {purpose !== undefined && <PlaceLink to="/accounts/new">{t('everyConnector')}</PlaceLink>}
      </div>
      {connector !== undefined && <NewAccount key={connector.id} connector={connector} />}
    </>
  );
}

function NewAccount({ connector }: { readonly connector: Connector }) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = async ({ name, baseUrl, config }: Filled) => {
    const given = Object.entries(config).filter(([, value]) => value !== null);
    const made = await createAccount({
      connector: connector.id,
      name,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      config: Object.fromEntries(given),
    });
    await queries.invalidateQueries({ queryKey: ['account'] });
    await navigate(`/accounts/${made.id}`);
    return made;
  };
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[3fr_2fr]">
      <May of={createAccount}>
        <Card title={t('settings')}>
          <AccountForm connector={connector} account={undefined} save={save} />
        </Card>
      </May>
      <Guide connector={connector} />
    </div>
  );
}
