import { useTranslation } from 'react-i18next';
import { RUN_CAUSE_TEXTS } from '#admin-contract/kind-texts.js';
import { JOB_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import type { Run } from '../../api/runs.js';
import { useList } from '../../api/use-list.js';
import { dayOf } from '../../i18n/days.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { type Column, Table } from '../../kit/table.js';
import { useFilters } from '../../kit/use-filters.js';
import { NewRun } from './new-run.js';
import { Parts } from './parts.js';
import { RunProgress } from './run-progress.js';
import { useScopeWords } from './run-scope.js';

/** Comparisons of every order of a period: what each has shown, and how far it is. */
export function RunList() {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const filters = useFilters(['state']);
  const list = useList<Run>('run', 'reconciliation/runs', filters.values);
  const columns = useColumns();
  const choices = [
    { value: '', label: t('anyState') },
    ...(['open', 'done'] as const).map((value) => ({ value, label: both(JOB_STATE_TEXTS[value]) })),
  ];
  return (
    <Parts here="runs" acts={<NewRun />}>
      <div className="flex">
        <Select
          label={t('state')}
          value={filters.values.state ?? ''}
          choices={choices}
          onChange={(state) => filters.set({ state })}
        />
      </div>
      <div className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <Table caption={t('list')} columns={columns} rows={list.data?.items ?? []} keyOf={({ id }) => id} />
        </ListStates>
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </div>
    </Parts>
  );
}

function useColumns(): readonly Column<Run>[] {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const scope = useScopeWords();
  const period = usePeriodWords();
  return [
    {
      key: 'period',
      head: t('period'),
      isRowHead: true,
      cell: (run) => <PlaceLink to={`/discrepancies/runs/${run.id}`}>{period(run)}</PlaceLink>,
    },
    { key: 'scope', head: t('scope'), cell: scope },
    { key: 'cause', head: t('cause'), cell: ({ cause }) => both(RUN_CAUSE_TEXTS[cause]) },
    { key: 'progress', head: t('progress'), cell: (run) => <RunProgress run={run} /> },
    { key: 'compared', head: t('compared'), isNumber: true, cell: ({ report }) => report.compared },
    { key: 'differing', head: t('differing'), isNumber: true, cell: ({ report }) => report.differing },
    { key: 'begun', head: t('begun'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
  ];
}

/** The days that a run is of, on the clock of its store. */
export function usePeriodWords(): (run: Pick<Run, 'from' | 'to' | 'storeId'>) => string {
  const hubs = useZone();
  const names = useNames();
  return ({ from, to, storeId }) => {
    const zone = names.zoneOf(storeId) ?? hubs;
    // Its end is not part of it.
    const last = dayOf(new Date(Date.parse(to) - 1).toISOString(), zone);
    const first = dayOf(from, zone);
    return first === last ? first : `${first} – ${last}`;
  };
}
