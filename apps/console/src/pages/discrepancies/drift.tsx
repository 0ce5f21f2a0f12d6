import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/stores.js';
import { Card, CardNote } from '../../kit/card.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { Parts } from './parts.js';
import { RunDrift } from './run-drift.js';
import { StoreDrift } from './store-drift.js';

const NAMES = ['storeId', 'days'] as const;
const DAYS = [7, 14, 31] as const;
const DAYS_AT_FIRST = 14;

/** By how much the sides differ, day by day: of all stores by what runs have shown, of one by its figures. */
export function Drift() {
  const { t } = useTranslation('drift');
  const { values, set } = useFilters(NAMES);
  const stores = useStores().data ?? [];
  const [only] = stores.length === 1 ? stores : [];
  const store = stores.find(({ id }) => id === values.storeId) ?? only;
  const days = DAYS.find((one) => String(one) === values.days) ?? DAYS_AT_FIRST;
  return (
    <Parts here="drift">
      <p className="text-muted">{t('hint')}</p>
      <div className="flex flex-wrap gap-3">
        <Select
          label={t('store')}
          value={store?.id ?? ''}
          choices={[
            { value: '', label: t('choose') },
            ...stores.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(storeId) => set({ storeId })}
        />
        <Select
          label={t('days')}
          value={String(days)}
          choices={DAYS.map((count) => ({ value: String(count), label: t('dayCount', { count }) }))}
          onChange={(value) => set({ days: value })}
        />
      </div>
      {store === undefined ? (
        <Card title={t('storeTitle')}>
          <CardNote>{t('chooseFirst')}</CardNote>
        </Card>
      ) : (
        <StoreDrift key={store.id} store={store} days={days} />
      )}
      <RunDrift />
    </Parts>
  );
}
