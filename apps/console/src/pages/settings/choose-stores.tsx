import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/stores.js';

interface ChooseStoresProps {
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}

/** The stores that somebody is for; none chosen: all. */
export function ChooseStores({ chosen, choose }: ChooseStoresProps) {
  const { t } = useTranslation('settings');
  const stores = useStores().data ?? [];
  if (stores.length === 0) return null;
  return (
    <fieldset className="grid gap-1 md:col-span-2">
      <legend className="text-sm font-medium">{t('chooseStores')}</legend>
      <div className="flex max-h-48 flex-wrap gap-x-4 gap-y-1 overflow-y-auto">
        {stores.map(({ id, name }) => (
          <label key={id} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                choose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** As the hub takes it. An admin is for all. */
export const storeIdsOf = (role: string, chosen: readonly string[]): string[] | null =>
  role === 'admin' || chosen.length === 0 ? null : [...chosen];
