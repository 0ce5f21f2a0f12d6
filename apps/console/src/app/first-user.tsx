import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.js';
import { createUser, useUsers } from '../api/users.js';
import { ButtonLink } from '../kit/button-link.js';
import { May } from '../kit/may.js';

/** Whoever came by a key, as at the first start, is led to be a user with a name; once there is one, it is not shown. */
export function FirstUser() {
  const { t } = useTranslation();
  const isByKey = useMe().data?.actor.kind === 'key';
  const users = useUsers().data;
  if (!isByKey || users === undefined || users.length > 0) return null;
  return (
    <May of={createUser}>
      <aside className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-accent-soft p-4">
        <p className="max-w-3xl">{t('firstUser')}</p>
        <ButtonLink to="/settings/users">{t('makeFirstUser')}</ButtonLink>
      </aside>
    </May>
  );
}
