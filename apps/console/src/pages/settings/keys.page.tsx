import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useZone } from '../../api/me.js';
import {
  type ApiKey,
  createApiKey,
  type CreatedApiKey,
  revokeApiKey,
  useApiKeys,
} from '../../api/settings.js';
import { toInstant } from '../../i18n/local-instant.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { May } from '../../kit/may.js';
import { ShownOnce } from '../../kit/shown-once.js';
import { type Column, Table } from '../../kit/table.js';
import { storeIdsOf } from './choose-stores.js';
import { KeyState } from './key-state.js';
import { type Allowed, ChooseAllowed, RoleName, StoreNames } from './role-and-stores.js';
import { SimpleForm } from './simple-form.js';

/** Which programs may ask the hub, and what each may do. */
export function KeysPage() {
  const { t } = useTranslation('settings');
  const keys = useApiKeys();
  const [made, show] = useState<CreatedApiKey>();
  const read = { ...keys, data: keys.data === undefined ? undefined : { items: keys.data } };
  return (
    <>
      {made !== undefined && (
        <ShownOnce
          title={t('keyMade', { name: made.name })}
          secret={made.key}
          close={() => show(undefined)}
        />
      )}
      <Card title={t('keys')} hint={t('keysHint')}>
        <ListStates list={read} empty={t('keysEmpty')} clear={undefined}>
          <KeyTable keys={keys.data ?? []} />
        </ListStates>
      </Card>
      <NewKey saved={show} />
    </>
  );
}

function NewKey({ saved }: { readonly saved: (made: CreatedApiKey) => void }) {
  const { t } = useTranslation('settings');
  const zone = useZone();
  const [allowed, choose] = useState<Allowed>({ role: 'viewer', chosen: [] });
  return (
    <May of={createApiKey}>
      <Card title={t('newKey')}>
        <SimpleForm
          of={createApiKey}
          fields={[
            { name: 'name', label: t('keyName'), hint: t('keyNameHint') },
            { name: 'expiresAt', label: t('keyExpiresIn', { zone }), type: 'datetime-local' },
          ]}
          begin={{ name: '', expiresAt: '' }}
          save={({ name, expiresAt }) =>
            createApiKey({
              ...{ name, role: allowed.role, storeIds: storeIdsOf(allowed.role, allowed.chosen) },
              expiresAt: expiresAt === '' ? null : toInstant(expiresAt, zone),
            })
          }
          saved={saved}
          label={t('makeKey')}
        >
          <ChooseAllowed allowed={allowed} choose={choose} />
        </SimpleForm>
      </Card>
    </May>
  );
}

function KeyTable({ keys }: { readonly keys: readonly ApiKey[] }) {
  const { t } = useTranslation('settings');
  const own = useMe().data?.actor.id;
  const columns: readonly Column<ApiKey>[] = [
    {
      key: 'name',
      head: t('keyName'),
      isRowHead: true,
      cell: ({ id, name }) => (
        <>
          {name} {id === own && <Badge tone="info">{t('ownKey')}</Badge>}
        </>
      ),
    },
    { key: 'role', head: t('keyRole'), cell: ({ role }) => <RoleName role={role} /> },
    { key: 'stores', head: t('stores_of'), cell: ({ storeIds }) => <StoreNames storeIds={storeIds} /> },
    { key: 'made', head: t('madeAt'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    {
      key: 'used',
      head: t('lastUsedAt'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('neverUsed') : <Instant at={lastUsedAt} />),
    },
    {
      key: 'expires',
      head: t('keyExpires'),
      cell: ({ expiresAt }) => (expiresAt === null ? t('keyNever') : <Instant at={expiresAt} />),
    },
    { key: 'state', head: t('state'), cell: (key) => <KeyState of={key} /> },
    {
      key: 'act',
      head: t('acts'),
      cell: ({ id, name, revokedAt }) =>
        revokedAt === null && (
          <ActButton
            of={revokeApiKey}
            title={t('revoke')}
            irreversible={t('revokeLost')}
            act={() => revokeApiKey(id)}
          >
            <p>{id === own ? t('revokeOwn') : t('revokeMeans', { name })}</p>
          </ActButton>
        ),
    },
  ];
  return <Table caption={t('keys')} columns={columns} rows={keys} keyOf={({ id }) => id} />;
}
