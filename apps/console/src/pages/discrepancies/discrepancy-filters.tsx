import { useTranslation } from 'react-i18next';
import { ruleText, RULE_TEXTS } from '#admin-contract/rule-texts.js';
import { DISCREPANCY_STATE_TEXTS, SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import { useAccounts } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { useStores } from '../../api/stores.js';
import { type Both, useBoth } from '../../kit/both.js';
import { namedChoices, useChoices } from '../../kit/choices.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { type Choice, Select } from '../../kit/select.js';
import { type Filters, useFilters } from '../../kit/use-filters.js';

export const FILTERS = [
  'state',
  'rule',
  'severity',
  'storeId',
  'accountId',
  'assignee',
  'incidentId',
  'orderId',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type DiscrepancyFilters = Filters<FilterName>;

/** In the address; where it names no state those that wait for a person are meant. */
export const ANY_STATE = 'any';

export const useDiscrepancyFilters = (): DiscrepancyFilters => useFilters(FILTERS);

type FilterQuery = Readonly<Partial<Record<FilterName, string>>>;

/** What the REST is asked for. */
export function filterOf({ values }: DiscrepancyFilters): FilterQuery {
  const { state = 'open', ...others } = values;
  return state === ANY_STATE ? others : { ...others, state };
}

const STATES: Readonly<Record<string, Both>> = DISCREPANCY_STATE_TEXTS;
const SEVERITIES: Readonly<Record<string, Both>> = SEVERITY_TEXTS;

/** What the list can be narrowed to, and what it is narrowed to. */
export function DiscrepancyFilterBar({ filters }: { readonly filters: DiscrepancyFilters }) {
  const { t } = useTranslation('discrepancies');
  const words = useFilterWords();
  const { set, values } = filters;
  const choices = useNarrowing(values.assignee);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-3">
        {NARROWED.map(([name, label]) => (
          <Select
            key={name}
            label={t(label)}
            value={values[name] ?? ''}
            choices={choices[name]}
            onChange={(value) => set({ [name]: value })}
          />
        ))}
      </div>
      <FilterChips filters={filters} words={words} />
    </div>
  );
}

const NARROWED = [
  ['state', 'state'],
  ['rule', 'rule'],
  ['severity', 'severity'],
  ['storeId', 'store'],
  ['accountId', 'account'],
  ['assignee', 'assignee'],
] as const;
type Narrowed = (typeof NARROWED)[number][0];

function useNarrowing(assignee: string | undefined): Readonly<Record<Narrowed, readonly Choice[]>> {
  const { t } = useTranslation('discrepancies');
  const stores = useStores().data ?? [];
  const accounts = useAccounts().data ?? [];
  const me = useMe().data?.actor.name;
  const any: Choice = { value: '', label: t('anything') };
  const ofTable = useChoices();
  const [open, ...others] = ofTable(STATES);
  return {
    state: [{ value: '', label: open?.label ?? '' }, ...others, { value: ANY_STATE, label: t('everyState') }],
    rule: [any, ...ofTable(RULE_TEXTS)],
    severity: [any, ...ofTable(SEVERITIES).reverse()],
    storeId: [any, ...namedChoices(stores)],
    accountId: [any, ...namedChoices(accounts)],
    assignee: [
      any,
      { value: 'none', label: t('nobody') },
      ...(me === undefined ? [] : [{ value: me, label: t('mine') }]),
      ...(assignee === undefined || assignee === 'none' || assignee === me
        ? []
        : [{ value: assignee, label: assignee }]),
    ],
  };
}

function useFilterWords(): (name: FilterName, value: string) => string {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const names = useNames();
  const said: Readonly<Record<FilterName, (value: string) => string | undefined>> = {
    state: (value) => (value === ANY_STATE ? t('everyState') : wordOf(STATES, value, both)),
    rule: (value) => both(ruleText(value)),
    severity: (value) => wordOf(SEVERITIES, value, both),
    storeId: (value) => names.store(value),
    accountId: (value) => names.account(value),
    assignee: (value) => (value === 'none' ? t('nobody') : t('assignedTo', { name: value })),
    incidentId: (value) => t(value === 'none' ? 'ofNoIncident' : 'oneIncident'),
    orderId: () => t('ofOneOrder'),
  };
  return (name, value) => said[name](value) ?? value;
}

const wordOf = (
  table: Readonly<Record<string, Both>>,
  value: string,
  both: (text: Both) => string,
): string | undefined =>
  Object.hasOwn(table, value) && table[value] !== undefined ? both(table[value]) : undefined;
