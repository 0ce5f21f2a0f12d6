import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeUser, resetUser, type User, type UserWithLink } from '../../api/users.js';
import { ActButton } from '../../kit/act-button.js';
import { Field } from '../../kit/field.js';
import { storeIdsOf } from './choose-stores.js';
import { type Allowed, ChooseAllowed } from './role-and-stores.js';

interface UserActsProps {
  readonly user: User;
  /** A link was made, and is shown this once. */
  readonly made: (made: UserWithLink) => void;
}

/** What one can do with a user: there is no deleting, for what somebody did names them. */
export function UserActs({ user, made }: UserActsProps) {
  const { t } = useTranslation('settings');
  const { id, name, disabledAt } = user;
  return (
    <div className="flex flex-wrap gap-2">
      <EditUser user={user} />
      {disabledAt === null ? (
        <>
          <ActButton
            of={resetUser}
            title={t('resetUser')}
            irreversible={t('resetUserLost')}
            act={async () => made(await resetUser(id))}
          >
            <p>{t('resetUserMeans', { name })}</p>
          </ActButton>
          <ActButton of={changeUser} title={t('disableUser')} act={() => changeUser(id, { disabled: true })}>
            <p>{t('disableUserMeans', { name })}</p>
          </ActButton>
        </>
      ) : (
        <ActButton of={changeUser} title={t('enableUser')} act={() => changeUser(id, { disabled: false })}>
          <p>{t('enableUserMeans', { name })}</p>
        </ActButton>
      )}
    </div>
  );
}

function EditUser({ user }: { readonly user: User }) {
  const { t } = useTranslation('settings');
  const [name, rename] = useState<string>();
  const [chosen, choose] = useState<Allowed>();
  const allowed = chosen ?? { role: user.role, chosen: user.storeIds ?? [] };
  const change = () =>
    changeUser(user.id, {
      name: (name ?? user.name).trim(),
      role: allowed.role,
      storeIds: storeIdsOf(allowed.role, allowed.chosen),
    });
  return (
    <ActButton
      of={changeUser}
      label={t('editUser')}
      title={t('editUserOf', { name: user.name })}
      act={change}
      done={() => {
        rename(undefined);
        choose(undefined);
      }}
    >
      <Field label={t('userName')} maxLength={100} value={name ?? user.name} onValueChange={rename} />
      <ChooseAllowed allowed={allowed} choose={choose} />
    </ActButton>
  );
}
