import { useTranslation } from 'react-i18next';
import { INCIDENT_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { Incident } from '../../api/incidents.js';
import { useList } from '../../api/use-list.js';
import { useBoth } from '../../kit/both.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { IncidentRow } from './incident-row.js';
import { Parts } from './parts.js';

const NAMES = ['state'] as const;
const ANY_STATE = 'any';

/** Many discrepancies of one cause, each a row and decided as one. */
export function IncidentList() {
  const { t } = useTranslation('incidents');
  const both = useBoth();
  const filters = useFilters(NAMES);
  const { state = 'open' } = filters.values;
  const list = useList<Incident>('incident', 'incidents', state === ANY_STATE ? {} : { state });
  const choices = [
    { value: '', label: t('open') },
    { value: 'ended', label: both(INCIDENT_STATE_TEXTS.ended) },
    { value: ANY_STATE, label: t('any') },
  ];
  return (
    <Parts here="incidents">
      <p className="text-muted">{t('hint')}</p>
      <div className="flex">
        <Select
          label={t('state')}
          value={filters.values.state ?? ''}
          choices={choices}
          onChange={(value) => filters.set({ state: value })}
        />
      </div>
      <div className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <ul aria-label={t('list')} className="divide-y divide-line">
            {list.data?.items.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </ul>
        </ListStates>
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </div>
    </Parts>
  );
}
