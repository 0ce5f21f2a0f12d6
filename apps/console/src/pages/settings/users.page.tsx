import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.js';
import { createUser, type User, type UserWithLink, useUsers } from '../../api/users.js';
import { Badge } from '../../kit/badge.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { May } from '../../kit/may.js';
import { type Column, Table } from '../../kit/table.js';
import { MadeLink } from './made-link.js';
import { type Allowed, ChooseAllowed, RoleName, StoreNames } from './role-and-stores.js';
import { SimpleForm } from './simple-form.js';
import { storeIdsOf } from './choose-stores.js';
import { UserActs } from './user-acts.js';

/** The people who may sign in. */
export function UsersPage() {
  const { t } = useTranslation('settings');
  const users = useUsers();
  const [made, show] = useState<UserWithLink>();
  const read = { ...users, data: users.data === undefined ? undefined : { items: users.data } };
  return (
    <>
      {made !== undefined && <MadeLink made={made} close={() => show(undefined)} />}
      <Card title={t('users')} hint={t('usersHint')}>
        <ListStates list={read} empty={t('usersEmpty')} clear={undefined}>
          <UserTable users={users.data ?? []} made={show} />
        </ListStates>
      </Card>
      <NewUser isFirst={users.data?.length === 0} made={show} />
    </>
  );
}

interface NewUserProps {
  /** Whoever makes the first one administers. */
  readonly isFirst: boolean;
  readonly made: (made: UserWithLink) => void;
}

function NewUser({ isFirst, made }: NewUserProps) {
  const { t } = useTranslation('settings');
  const [chosen, choose] = useState<Allowed>();
  const allowed = chosen ?? { role: isFirst ? 'admin' : 'viewer', chosen: [] };
  return (
    <May of={createUser}>
      <Card title={t('newUser')}>
        <SimpleForm
          of={createUser}
          fields={[{ name: 'name', label: t('userName'), hint: t('userNameHint') }]}
          begin={{ name: '' }}
          save={({ name }) =>
            createUser({ name, role: allowed.role, storeIds: storeIdsOf(allowed.role, allowed.chosen) })
          }
          saved={(one) => {
            choose(undefined);
            made(one);
          }}
          label={t('makeUser')}
        >
          <ChooseAllowed allowed={allowed} choose={choose} />
        </SimpleForm>
      </Card>
    </May>
  );
}

interface UserTableProps {
  readonly users: readonly User[];
  readonly made: (made: UserWithLink) => void;
}

function UserTable({ users, made }: UserTableProps) {
  const { t } = useTranslation('settings');
  const own = useMe().data?.actor.id;
  const columns: readonly Column<User>[] = [
    {
      key: 'name',
      head: t('userName'),
      isRowHead: true,
      cell: ({ id, name }) => (
        <>
          {name} {id === own && <Badge tone="info">{t('you')}</Badge>}
        </>
      ),
    },
    { key: 'role', head: t('keyRole'), cell: ({ role }) => <RoleName role={role} /> },
    { key: 'stores', head: t('stores_of'), cell: ({ storeIds }) => <StoreNames storeIds={storeIds} /> },
    { key: 'state', head: t('state'), cell: (user) => <UserState user={user} /> },
    {
      key: 'used',
      head: t('lastUsedAt'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('neverUsed') : <Instant at={lastUsedAt} />),
    },
    { key: 'act', head: t('acts'), cell: (user) => <UserActs user={user} made={made} /> },
  ];
  return <Table caption={t('users')} columns={columns} rows={users} keyOf={({ id }) => id} />;
}

function UserState({ user: { disabledAt, passwordSetAt, linkExpiresAt } }: { readonly user: User }) {
  const { t } = useTranslation('settings');
  if (disabledAt !== null) return <Badge>{t('userDisabled')}</Badge>;
  if (passwordSetAt !== null) return <Badge tone="good">{t('userActive')}</Badge>;
  return <Badge tone="warn">{linkExpiresAt === null ? t('userNoLink') : t('userWaits')}</Badge>;
}
