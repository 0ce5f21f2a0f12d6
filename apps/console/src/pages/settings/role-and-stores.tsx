import { useTranslation } from 'react-i18next';
import { ROLE_TEXTS, type Role } from '#admin-contract/role-words.js';
import { useNames } from '../../api/names.js';
import { useBoth } from '../../kit/both.js';
import { useChoices } from '../../kit/choices.js';
import { Select } from '../../kit/select.js';
import { ChooseStores } from './choose-stores.js';

export interface Allowed {
  readonly role: Role;
  readonly chosen: readonly string[];
}

interface ChooseAllowedProps {
  readonly allowed: Allowed;
  readonly choose: (allowed: Allowed) => void;
}

/** What somebody may do, and of which stores. */
export function ChooseAllowed({ allowed, choose }: ChooseAllowedProps) {
  const { t } = useTranslation('settings');
  const choices = useChoices();
  const { role, chosen } = allowed;
  return (
    <>
      <Select
        label={t('keyRole')}
        value={role}
        choices={choices(ROLE_TEXTS)}
        onChange={(value) => choose({ role: value as Role, chosen })}
      />
      {role !== 'admin' && <ChooseStores chosen={chosen} choose={(ids) => choose({ role, chosen: ids })} />}
    </>
  );
}

export function RoleName({ role }: { readonly role: Role }) {
  return useBoth()(ROLE_TEXTS[role]);
}

export function StoreNames({ storeIds }: { readonly storeIds: readonly string[] | null }) {
  const { t } = useTranslation('settings');
  const names = useNames();
  if (storeIds === null) return <span className="text-muted">{t('allStores')}</span>;
  return storeIds.map((id) => names.store(id)).join('、');
}
