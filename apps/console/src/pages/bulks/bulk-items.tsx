import { useTranslation } from 'react-i18next';
import { BULK_ITEM_STATE_TEXTS } from '#admin-contract/bulk-texts.js';
import type { Bulk, BulkItem } from '../../api/bulks.js';
import { useList } from '../../api/use-list.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { useFaultWords } from '../../kit/error-words.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { type Column, Table } from '../../kit/table.js';
import { useFilters } from '../../kit/use-filters.js';
import { ITEM_TONES } from './bulk-tones.js';
import { placeOfThing } from './place-of-thing.js';

/** What came of each thing, in the order in which they are done. */
export function BulkItems({ bulk: { id, act } }: { readonly bulk: Bulk }) {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  const filters = useFilters(['state']);
  const list = useList<BulkItem>('bulk', `bulks/${id}/items`, filters.values);
  const columns = useColumns(act);
  const choices = [
    { value: '', label: t('anyOutcome') },
    ...(['failed', 'skipped', 'done', 'waiting'] as const).map((value) => ({
      value,
      label: both(BULK_ITEM_STATE_TEXTS[value]),
    })),
  ];
  return (
    <Card title={t('items')}>
      <div className="flex px-4 py-2">
        <Select
          label={t('outcome')}
          value={filters.values.state ?? ''}
          choices={choices}
          onChange={(state) => filters.set({ state })}
        />
      </div>
      <ListStates list={list} empty={t('noItems')} clear={filters.clear}>
        <Table
          caption={t('items')}
          columns={columns}
          rows={list.data?.items ?? []}
          keyOf={({ ordinal }) => String(ordinal)}
        />
      </ListStates>
      <ListPages nextCursor={list.data?.nextCursor ?? null} />
    </Card>
  );
}

function useColumns(act: string): readonly Column<BulkItem>[] {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  const words = useFaultWords();
  return [
    { key: 'thing', head: t('thing'), isRowHead: true, cell: (item) => <Thing act={act} item={item} /> },
    {
      key: 'outcome',
      head: t('outcome'),
      cell: ({ state }) => <Badge tone={ITEM_TONES[state]}>{both(BULK_ITEM_STATE_TEXTS[state])}</Badge>,
    },
    { key: 'why', head: t('why'), cell: (item) => <span className="break-words">{words(item)}</span> },
    {
      key: 'settledAt',
      head: t('settledAt'),
      cell: ({ settledAt }) => settledAt !== null && <Instant at={settledAt} />,
    },
  ];
}

function Thing({ act, item }: { readonly act: string; readonly item: BulkItem }) {
  const name = item.name ?? item.target.slice(0, 8);
  const place = placeOfThing(act, item.target);
  return place === undefined ? name : <PlaceLink to={place}>{name}</PlaceLink>;
}
