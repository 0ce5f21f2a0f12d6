import { useTranslation } from 'react-i18next';
import { BULK_STATE_TEXTS } from '#admin-contract/bulk-texts.js';
import type { Bulk } from '../../api/bulks.js';
import { useList } from '../../api/use-list.js';
import { addTexts } from '../../i18n/texts.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { type Column, Table } from '../../kit/table.js';
import { useFilters } from '../../kit/use-filters.js';
import { BULK_TONES } from './bulk-tones.js';
import { bulks as texts } from './bulks.texts.js';

addTexts('bulks', texts);

/** Whoever opens a dialog has made a plan: what nobody began is shown to who asks for it. */
const BEGUN = 'running,done,cancelled';
const ANY_STATE = 'any';

/** What was done to many at once, by anybody, and what is under way. */
export function BulksPage() {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  const filters = useFilters(['state']);
  const { state = BEGUN } = filters.values;
  const list = useList<Bulk>('bulk', 'bulks', state === ANY_STATE ? {} : { state });
  const columns = useColumns();
  const choices = [
    { value: '', label: t('begunOnes') },
    ...(['running', 'done', 'cancelled'] as const).map((value) => ({
      value,
      label: both(BULK_STATE_TEXTS[value]),
    })),
    { value: ANY_STATE, label: t('everyState') },
  ];
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('list')} hint={t('hint')} />
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
          <Table caption={t('list')} columns={columns} rows={list.data?.items ?? []} keyOf={({ id }) => id} />
        </ListStates>
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </div>
    </div>
  );
}

function useColumns(): readonly Column<Bulk>[] {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  return [
    {
      key: 'what',
      head: t('what'),
      isRowHead: true,
      cell: ({ id, words }) => <PlaceLink to={`/bulks/${id}`}>{both(words)}</PlaceLink>,
    },
    {
      key: 'state',
      head: t('state'),
      cell: ({ state }) => <Badge tone={BULK_TONES[state]}>{both(BULK_STATE_TEXTS[state])}</Badge>,
    },
    {
      key: 'progress',
      head: t('progress'),
      cell: ({ done, failed, skipped, total }) => t('counts', { done, failed, skipped, total }),
    },
    { key: 'by', head: t('by'), cell: ({ startedBy, plannedBy }) => startedBy ?? plannedBy },
    {
      key: 'at',
      head: t('at'),
      cell: ({ startedAt, createdAt }) => <Instant at={startedAt ?? createdAt} />,
    },
  ];
}
