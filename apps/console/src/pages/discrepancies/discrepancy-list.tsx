import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Discrepancy } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { queryOf, useList } from '../../api/use-list.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { Choosing } from './choosing.js';
import { useChosen } from './chosen.js';
import {
  DiscrepancyFilterBar,
  type DiscrepancyFilters,
  filterOf,
  useDiscrepancyFilters,
} from './discrepancy-filters.js';
import { DiscrepancyRow } from './discrepancy-row.js';
import { ManyActs } from './many-acts.js';
import type { Told } from './told.js';
import { ManyTold } from './many-told.js';
import { Parts } from './parts.js';
import { RuleQueues } from './rule-queues.js';

/** What the hub counts by, beside the rule itself. */
const COUNTED_BY: readonly string[] = ['state', 'rule', 'severity'];

/** Where stories differ: by rule, narrowed, and what is to be done about one or many. */
export function DiscrepancyList() {
  const filters = useDiscrepancyFilters();
  const [told, setTold] = useState<Told>();
  return (
    <Parts here="list">
      <RuleQueues
        state={filters.values.state ?? 'open'}
        rule={filters.values.rule}
        severity={filters.values.severity}
        isNarrowed={Object.keys(filters.values).some((name) => !COUNTED_BY.includes(name))}
      />
      <DiscrepancyFilterBar filters={filters} />
      {told !== undefined && <ManyTold told={told} close={() => setTold(undefined)} />}
      {/* What is chosen is of what is shown: another filter begins anew. */}
      <Listed key={queryOf(filterOf(filters))} filters={filters} tell={setTold} />
    </Parts>
  );
}

interface ListedProps {
  readonly filters: DiscrepancyFilters;
  readonly tell: (told: Told) => void;
}

function Listed({ filters, tell }: ListedProps) {
  const { t } = useTranslation('discrepancies');
  const filter = filterOf(filters);
  const list = useList<Discrepancy>('discrepancy', 'discrepancies', filter);
  const names = useNames();
  const chosen = useChosen();
  const isLater = useSearchParams()[0].has('cursor');
  const items = list.data?.items ?? [];
  const nextCursor = list.data?.nextCursor ?? null;
  const isLonger = nextCursor !== null || isLater;
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface">
      {items.length > 0 && (
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line px-4 py-2">
          <Choosing chosen={chosen} items={items} filter={filter} isLonger={isLonger} />
          <ManyActs chosen={chosen} filter={filter} tell={tell} />
        </div>
      )}
      <ListStates list={list} empty={t('empty')} clear={filters.clear}>
        <ul aria-label={t('list')} className="divide-y divide-line">
          {items.map((one) => (
            <DiscrepancyRow
              key={one.id}
              one={one}
              names={names}
              isChosen={chosen.has(one.id)}
              choose={(isChosen) => chosen.put([one], isChosen)}
            />
          ))}
        </ul>
      </ListStates>
      <ListPages nextCursor={nextCursor} />
    </div>
  );
}
