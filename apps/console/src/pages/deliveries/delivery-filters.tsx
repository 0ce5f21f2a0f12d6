import { useTranslation } from 'react-i18next';
import { causeText } from '#admin-contract/cause-words.js';
import { DELIVERY_ERROR_TEXTS } from '#admin-contract/error-texts.js';
import { DELIVERY_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useAccounts } from '../../api/accounts.js';
import type { DeliveryFilter } from '../../api/deliveries.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { type Both, useBoth } from '../../kit/both.js';
import { namedChoices, useChoices } from '../../kit/choices.js';
import { DaysBetween, useDayWords } from '../../kit/days-between.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { Select } from '../../kit/select.js';
import type { Filters } from '../../kit/use-filters.js';

interface DeliveryFiltersProps {
  readonly filters: Filters<DeliveryFilter>;
}

/** By what the list is narrowed: as fields, and as chips that say it. */
export function DeliveryFilters({ filters }: DeliveryFiltersProps) {
  const { t } = useTranslation('deliveries');
  const { values, set } = filters;
  const accounts = namedChoices(useAccounts().data);
  const said = useChoices();
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('state')}
          value={values.state ?? ''}
          choices={[{ value: '', label: t('allStates') }, ...said(DELIVERY_STATE_TEXTS)]}
          onChange={(state) => set({ state })}
        />
        <Select
          label={t('account')}
          value={values.accountId ?? ''}
          choices={[{ value: '', label: t('allAccounts') }, ...accounts]}
          onChange={(accountId) => set({ accountId })}
        />
        <Select
          label={t('why')}
          value={values.errorCode ?? ''}
          choices={[{ value: '', label: t('anyReason') }, ...said(DELIVERY_ERROR_TEXTS)]}
          onChange={(errorCode) => set({ errorCode })}
        />
        <DaysBetween filters={filters} from={t('from')} to={t('to')} zone={useZone()} />
      </div>
      <FilterChips filters={filters} words={useChipWords()} />
    </div>
  );
}

const STATES: Readonly<Record<string, Both>> = DELIVERY_STATE_TEXTS;

function useChipWords(): (name: DeliveryFilter, value: string) => string {
  const both = useBoth();
  const names = useNames();
  const wordOr = (text: Both | undefined, word: string) => (text === undefined ? word : both(text));
  const words: Readonly<Record<DeliveryFilter, (value: string) => string>> = {
    state: (value) =>
      value
        .split(',')
        .map((word) => wordOr(STATES[word], word))
        .join(' / '),
    accountId: (id) => names.account(id),
    errorCode: (code) => wordOr(causeText('delivery', code), code),
    ...useDayWords(useZone()),
  };
  return (name, value) => words[name](value);
}
