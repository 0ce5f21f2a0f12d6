import { useTranslation } from 'react-i18next';
import { FLAG_TEXTS } from '#admin-contract/flag-texts.js';
import { ORDER_STATUS_TEXTS } from '#admin-contract/order-words.js';
import { useAccounts } from '../../api/accounts.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import type { OrderFilter } from '../../api/orders.js';
import { useStores } from '../../api/stores.js';
import { dayAfter, dayOf, startOfDay } from '../../i18n/days.js';
import { type Both, useBoth } from '../../kit/both.js';
import { namedChoices, useChoices } from '../../kit/choices.js';
import { Button } from '../../kit/button.js';
import { DaysBetween, useDayWords } from '../../kit/days-between.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { Select } from '../../kit/select.js';
import type { Filters } from '../../kit/use-filters.js';

interface OrderFiltersProps {
  readonly filters: Filters<OrderFilter>;
}

/** By what the list is narrowed: as fields, and as chips that say it. */
export function OrderFilters({ filters }: OrderFiltersProps) {
  const { t } = useTranslation('orders');
  const { values, set } = filters;
  const stores = namedChoices(useStores().data);
  const accounts = namedChoices(useAccounts().data);
  const statuses = useChoices()(ORDER_STATUS_TEXTS);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('store')}
          value={values.storeId ?? ''}
          choices={[{ value: '', label: t('allStores') }, { value: 'none', label: t('noStore') }, ...stores]}
          onChange={(storeId) => set({ storeId })}
        />
        <Select
          label={t('account')}
          value={values.accountId ?? ''}
          choices={[{ value: '', label: t('allAccounts') }, ...accounts]}
          onChange={(accountId) => set({ accountId })}
        />
        <Select
          label={t('status')}
          value={values.status ?? ''}
          choices={[{ value: '', label: t('allStatuses') }, ...statuses]}
          onChange={(status) => set({ status })}
        />
        <PlacedBetween filters={filters} />
        <Button
          aria-pressed={values.attention === 'true'}
          onClick={() => set({ attention: values.attention === 'true' ? undefined : 'true' })}
        >
          {t('attentionOnly')}
        </Button>
      </div>
      <FilterChips filters={filters} words={useChipWords()} />
    </div>
  );
}

/** Days on the clock of the store that is chosen, else of the hub. */
function PlacedBetween({ filters }: OrderFiltersProps) {
  const { t } = useTranslation('orders');
  const { values, set } = filters;
  const hubs = useZone();
  const zone = useNames().zoneOf(values.storeId ?? null) ?? hubs;
  const today = dayOf(new Date().toISOString(), zone);
  const day = (first: string) =>
    set({ from: startOfDay(first, zone), to: startOfDay(dayAfter(first, 1), zone) });
  return (
    <>
      <DaysBetween filters={filters} from={t('from')} to={t('to')} zone={zone} />
      <Button onClick={() => day(today)}>{t('today')}</Button>
      <Button onClick={() => day(dayAfter(today, -1))}>{t('yesterday')}</Button>
    </>
  );
}

function useChipWords(): (name: OrderFilter, value: string) => string {
  const { t } = useTranslation('orders');
  const both = useBoth();
  const names = useNames();
  const inTable = (texts: Readonly<Record<string, Both>>, value: string) =>
    value
      .split(',')
      .map((word) => both((Object.hasOwn(texts, word) ? texts[word] : undefined) ?? { zh: word, en: word }))
      .join(' / ');
  const words: Readonly<Record<OrderFilter, (value: string) => string>> = {
    storeId: (id) => (id === 'none' ? t('noStore') : names.store(id)),
    accountId: (id) => names.account(id),
    status: (value) => inTable(ORDER_STATUS_TEXTS, value),
    flag: (value) => `${t('flag')}: ${inTable(FLAG_TEXTS, value)}`,
    attention: () => t('attention'),
    ...useDayWords(useZone()),
  };
  return (name, value) => words[name](value);
}
