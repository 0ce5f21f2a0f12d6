import { useTranslation } from 'react-i18next';
import type { Kept } from '../../api/settings.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { type Column, Table } from '../../kit/table.js';

type Month = Kept['months'][number];

/** Months that are there though their time is over: the next run takes them, or something holds them. */
export function LeavingMonths({ kinds }: { readonly kinds: readonly Kept[] }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const months = kinds.flatMap((kind) => kind.months).filter(({ isDue }) => isDue);
  if (months.length === 0) return null;
  const columns: readonly Column<Month>[] = [
    { key: 'name', head: t('month'), isRowHead: true, cell: ({ name }) => name },
    { key: 'due', head: t('wasToGo'), cell: ({ goesAt }) => <Instant at={goesAt} /> },
    { key: 'size', head: t('megabytes'), isNumber: true, cell: ({ bytes }) => Math.ceil(bytes / 1_000_000) },
    { key: 'rows', head: t('aboutRows'), isNumber: true, cell: ({ rows }) => rows },
    {
      key: 'holds',
      head: t('keptBy'),
      cell: ({ holds }) =>
        holds.length === 0 ? (
          t('goesNext')
        ) : (
          <ul className="grid gap-1">
            {holds.map(({ code, text, rows }) => (
              <li key={code}>
                {both(text)} ({rows})
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <Card title={t('leavingMonths')} hint={t('leavingMonthsHint')}>
      <Table caption={t('leavingMonths')} columns={columns} rows={months} keyOf={({ name }) => name} />
    </Card>
  );
}
