import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { changeStore } from '../../api/settings.js';
import { type Store, useStores } from '../../api/stores.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Failure } from '../../kit/failure.js';
import { JobLine } from '../../kit/job-line.js';
import { Loading } from '../../kit/loading.js';
import { PlaceLink } from '../../kit/place-link.js';
import { NewRules } from './new-rules.js';
import { Rules } from './rules.js';
import { SimpleForm } from './simple-form.js';

/** One store: what it is called, and what counts in its hours. */
export function StorePage() {
  const { t } = useTranslation('settings');
  const { id } = useParams();
  const stores = useStores();
  const store = stores.data?.find((one) => one.id === id);
  if (store !== undefined) return <Known key={store.id} store={store} />;
  if (stores.error !== null) return <Failure error={stores.error} again={() => void stores.refetch()} />;
  if (stores.isPending) return <Loading />;
  return (
    <p className="text-muted">
      {t('noStore')} <PlaceLink to="/settings/stores">{t('toStores')}</PlaceLink>
    </p>
  );
}

function Known({ store }: { readonly store: Store }) {
  const { t } = useTranslation('settings');
  const [jobId, follow] = useState<string>();
  const { name, businessDayStart } = store;
  return (
    <>
      {jobId !== undefined && <JobLine id={jobId} what={t('ordersCountAnew')} />}
      <Card title={name}>
        <Facts
          facts={[
            [t('storeCode'), <code key="code">{store.code}</code>],
            [t('timeZone'), store.timeZone],
          ]}
        />
        <SimpleForm
          of={changeStore}
          key={`${name} ${businessDayStart}`}
          fields={[
            { name: 'name', label: t('storeName') },
            {
              name: 'businessDayStart',
              label: t('businessDayStart'),
              hint: t('businessDayHint'),
              type: 'time',
            },
          ]}
          begin={{ name, businessDayStart }}
          save={(typed) => changeStore(store, typed)}
          saved={() => undefined}
          label={t('save')}
        />
      </Card>
      <Rules store={store} />
      <NewRules store={store} moving={follow} />
    </>
  );
}
