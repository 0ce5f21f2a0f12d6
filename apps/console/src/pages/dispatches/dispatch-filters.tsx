import { useTranslation } from 'react-i18next';
import { causeText } from '#admin-contract/cause-words.js';
import { DISPATCH_ERROR_TEXTS } from '#admin-contract/error-texts.js';
import { COMMANDS } from '#admin-contract/flag-words.js';
import { DISPATCH_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { DispatchFilter } from '../../api/commands.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { useStores } from '../../api/stores.js';
import { useTills } from '../../api/tills.js';
import { type Both, useBoth } from '../../kit/both.js';
import { namedChoices, useChoices } from '../../kit/choices.js';
import { DaysBetween, useDayWords } from '../../kit/days-between.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { Select } from '../../kit/select.js';
import type { Filters } from '../../kit/use-filters.js';

interface DispatchFiltersProps {
  readonly filters: Filters<DispatchFilter>;
}

/** By what the list is narrowed: as fields, and as chips that say it. */
export function DispatchFilters({ filters }: DispatchFiltersProps) {
  const { t } = useTranslation('dispatches');
  const { values, set } = filters;
  const said = useChoices();
  const choices = {
    state: [{ value: '', label: t('allStates') }, ...said(DISPATCH_STATE_TEXTS)],
    kind: [{ value: '', label: t('allCommands') }, ...said(COMMANDS)],
    errorCode: [{ value: '', label: t('anyReason') }, ...said(DISPATCH_ERROR_TEXTS)],
    accountId: [{ value: '', label: t('allAccounts') }, ...namedChoices(useTills())],
    storeId: [{ value: '', label: t('allStores') }, ...namedChoices(useStores().data)],
  };
  const labels = {
    ...{ state: t('state'), kind: t('command'), errorCode: t('why') },
    ...{ accountId: t('account'), storeId: t('store') },
  };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-3">
        {(['state', 'kind', 'errorCode', 'accountId', 'storeId'] as const).map((name) => (
          <Select
            key={name}
            label={labels[name]}
            value={values[name] ?? ''}
            choices={choices[name]}
            onChange={(value) => set({ [name]: value })}
          />
        ))}
        <DaysBetween filters={filters} from={t('from')} to={t('to')} zone={useZone()} />
      </div>
      <FilterChips filters={filters} words={useChipWords()} />
    </div>
  );
}

const STATES: Readonly<Record<string, Both>> = DISPATCH_STATE_TEXTS;
const KINDS: Readonly<Record<string, Both>> = COMMANDS;

function useChipWords(): (name: DispatchFilter, value: string) => string {
  const { t } = useTranslation('dispatches');
  const both = useBoth();
  const names = useNames();
  const wordOr = (text: Both | undefined, word: string) => (text === undefined ? word : both(text));
  const words: Readonly<Record<DispatchFilter, (value: string) => string>> = {
    state: (value) =>
      value
        .split(',')
        .map((word) => wordOr(STATES[word], word))
        .join(' / '),
    kind: (value) => wordOr(KINDS[value], value),
    accountId: (id) => names.account(id),
    storeId: (id) => names.store(id),
    orderId: (id) => t('ofOrder', { id: id.slice(0, 8) }),
    errorCode: (code) => wordOr(causeText('dispatch', code), code),
    ...useDayWords(useZone()),
  };
  return (name, value) => words[name](value);
}
