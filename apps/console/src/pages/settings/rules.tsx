import {
  COUNTED_BY_TEXTS,
  NEGATIVE_HOURS_TEXTS,
  PART_TEXTS,
  REFUNDS_TEXTS,
} from '#admin-contract/choice-texts.js';
import { useTranslation } from 'react-i18next';
import { type RuleSet, useRuleSets } from '../../api/settings.js';
import type { Store } from '../../api/stores.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { type Column, Table } from '../../kit/table.js';

/** What counts in the store's hours, and did. */
export function Rules({ store }: { readonly store: Store }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const rules = useRuleSets(store.id);
  const read = { ...rules, data: rules.data === undefined ? undefined : { items: rules.data } };
  const columns: readonly Column<RuleSet>[] = [
    { key: 'version', head: t('version'), isRowHead: true, cell: ({ version }) => version },
    {
      key: 'from',
      head: t('inForceFrom'),
      cell: ({ inForceFrom }) =>
        inForceFrom === null ? t('always') : <Instant at={inForceFrom} zone={store.timeZone} />,
    },
    { key: 'counted', head: t('countedBy'), cell: ({ countedBy }) => both(COUNTED_BY_TEXTS[countedBy]) },
    { key: 'refunds', head: t('refunds'), cell: ({ refunds }) => both(REFUNDS_TEXTS[refunds]) },
    {
      key: 'left',
      head: t('leftOut'),
      cell: ({ leftOut, excludedSources }) =>
        [...leftOut.map((part) => both(PART_TEXTS[part])), ...excludedSources].join('、') || t('nothing'),
    },
    {
      key: 'negative',
      head: t('negativeHours'),
      cell: ({ negativeHours }) => both(NEGATIVE_HOURS_TEXTS[negativeHours]),
    },
    {
      key: 'by',
      head: t('statedBy'),
      cell: ({ statedBy, reason }) => (
        <>
          {statedBy ?? '—'}
          {reason !== null && <span className="block text-sm text-muted">{reason}</span>}
        </>
      ),
    },
  ];
  return (
    <Card title={t('rulesTitle')} hint={t('rulesHint')}>
      <ListStates list={read} empty={t('rulesEmpty')} clear={undefined}>
        <Table
          caption={t('rulesTitle')}
          columns={columns}
          rows={rules.data ?? []}
          keyOf={({ version }) => String(version)}
        />
      </ListStates>
    </Card>
  );
}
