import { useTranslation } from 'react-i18next';
import { REPAIR_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { ruleText, RULE_TEXTS } from '#admin-contract/rule-texts.js';
import { REPAIR_TEXTS } from '#admin-contract/repair-words.js';
import { useAccounts } from '../../api/accounts.js';
import { useNames } from '../../api/names.js';
import type { Repair } from '../../api/repairs.js';
import { useStores } from '../../api/stores.js';
import { useList } from '../../api/use-list.js';
import { type Both, useBoth } from '../../kit/both.js';
import { namedChoices, useChoices } from '../../kit/choices.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { type Choice, Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { kindText } from './repair-words.js';
import { Parts } from './parts.js';
import { RepairRow } from './repair-row.js';
import { WaitingForBrake } from './waiting-for-brake.js';

const NAMES = ['state', 'kind', 'rule', 'storeId', 'accountId'] as const;
type Name = (typeof NAMES)[number];

/** In the address; where it names no state those are meant that have not ended. */
const ANY_STATE = 'any';
const LIVE = 'fetching,planned,approved,begun';

/** What is done, or waits to be, about discrepancies; and what waits for the brake. */
export function RepairList() {
  const { t } = useTranslation('repairs');
  const filters = useFilters(NAMES);
  const { state = LIVE, ...others } = filters.values;
  const filter = state === ANY_STATE ? others : { ...others, state };
  const list = useList<Repair>('repair', 'repairs', filter);
  const choices = useNarrowing();
  const words = useWords();
  return (
    <Parts here="repairs">
      <WaitingForBrake />
      <div className="flex flex-wrap gap-3">
        {NAMES.map((name) => (
          <Select
            key={name}
            label={t(LABELS[name])}
            value={filters.values[name] ?? ''}
            choices={choices[name]}
            onChange={(value) => filters.set({ [name]: value })}
          />
        ))}
      </div>
      <FilterChips filters={filters} words={words} />
      <div className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('listEmpty')} clear={filters.clear}>
          <ul aria-label={t('listTitle')} className="divide-y divide-line">
            {list.data?.items.map((repair) => (
              <RepairRow key={repair.id} repair={repair} />
            ))}
          </ul>
        </ListStates>
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </div>
    </Parts>
  );
}

const LABELS = {
  state: 'state',
  kind: 'kind',
  rule: 'rule',
  storeId: 'store',
  accountId: 'account',
} as const satisfies Record<Name, string>;

function useNarrowing(): Readonly<Record<Name, readonly Choice[]>> {
  const { t } = useTranslation('repairs');
  const any: Choice = { value: '', label: t('anything') };
  const ofTable = useChoices();
  return {
    state: [
      { value: '', label: t('liveStates') },
      ...ofTable(REPAIR_STATE_TEXTS),
      { value: ANY_STATE, label: t('anything') },
    ],
    kind: [any, ...ofTable(REPAIR_TEXTS)],
    rule: [any, ...ofTable(RULE_TEXTS)],
    storeId: [any, ...namedChoices(useStores().data)],
    accountId: [any, ...namedChoices(useAccounts().data)],
  };
}

function useWords(): (name: Name, value: string) => string {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const states: Readonly<Record<string, Both>> = REPAIR_STATE_TEXTS;
  return (name, value) => {
    if (name === 'state') return states[value] === undefined ? t('anything') : both(states[value]);
    if (name === 'kind') return both(kindText(value));
    if (name === 'rule') return both(ruleText(value));
    return name === 'storeId' ? names.store(value) : names.account(value);
  };
}
