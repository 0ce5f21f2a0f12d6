import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Store, useStores } from '../../api/stores.js';
import { Card } from '../../kit/card.js';
import { JobLine } from '../../kit/job-line.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { type Column, Table } from '../../kit/table.js';
import { NewStore } from './new-store.js';

/** All stores; what counts in the hours of each is behind its name. */
export function StoresPage() {
  const { t } = useTranslation('settings');
  const stores = useStores();
  const [jobId, follow] = useState<string>();
  const read = { ...stores, data: stores.data === undefined ? undefined : { items: stores.data } };
  const columns: readonly Column<Store>[] = [
    {
      key: 'name',
      head: t('storeName'),
      isRowHead: true,
      cell: ({ id, name }) => <PlaceLink to={`/settings/stores/${id}`}>{name}</PlaceLink>,
    },
    { key: 'code', head: t('storeCode'), cell: ({ code }) => <code>{code}</code> },
    { key: 'zone', head: t('timeZone'), cell: ({ timeZone }) => timeZone },
    { key: 'day', head: t('businessDayStart'), cell: ({ businessDayStart }) => businessDayStart },
  ];
  return (
    <>
      {jobId !== undefined && <JobLine id={jobId} what={t('ordersToStore')} />}
      <Card title={t('stores')} hint={t('storesHint')}>
        <ListStates list={read} empty={t('storesEmpty')} clear={undefined}>
          <Table caption={t('stores')} columns={columns} rows={stores.data ?? []} keyOf={({ id }) => id} />
        </ListStates>
      </Card>
      <NewStore moving={follow} />
    </>
  );
}
