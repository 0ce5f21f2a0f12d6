import { useTranslation } from 'react-i18next';
import { changeRetention, type Kept, useRetention } from '../../api/settings.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { type Column, Table } from '../../kit/table.js';
import { LeavingMonths } from './leaving-months.js';
import { SimpleForm } from './simple-form.js';

/** For how long things are kept, what goes next, and what stays though its time is over. */
export function RetentionPage() {
  const { t } = useTranslation('settings');
  const kept = useRetention();
  return (
    <>
      <Card title={t('retention')} hint={t('retentionHint')}>
        <ListStates list={kept} empty={t('nothing')} clear={undefined}>
          <KeptKinds kinds={kept.data?.items ?? []} />
        </ListStates>
      </Card>
      <LeavingMonths kinds={kept.data?.items ?? []} />
      {kept.data !== undefined && <ChangeRetention kinds={kept.data.items} />}
    </>
  );
}

function KeptKinds({ kinds }: { readonly kinds: readonly Kept[] }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const columns: readonly Column<Kept>[] = [
    { key: 'kind', head: t('keptWhat'), isRowHead: true, cell: ({ text }) => both(text) },
    {
      key: 'days',
      head: t('keptDays'),
      cell: ({ days, since }) => (days === null ? t('forEver') : `${t('days', { days })} ${both(since)}`),
    },
    {
      key: 'oldest',
      head: t('oldestAt'),
      cell: ({ oldestAt }) => (oldestAt === null ? t('nothing') : <Instant at={oldestAt} />),
    },
    { key: 'next', head: t('nextRun'), cell: (kind) => <NextRun kind={kind} /> },
    {
      key: 'last',
      head: t('lastRun'),
      cell: ({ lastRun }) => (lastRun?.doneAt ? <Instant at={lastRun.doneAt} /> : t('notYet')),
    },
  ];
  return <Table caption={t('retention')} columns={columns} rows={kinds} keyOf={({ kind }) => kind} />;
}

/** What goes with it, as far as it is known. */
function NextRun({ kind: { months, rows } }: { readonly kind: Kept }) {
  const { t } = useTranslation('settings');
  const due = months.filter(({ isDue, holds }) => isDue && holds.length === 0);
  const counted = rows.reduce((sum, each) => sum + each.rows, 0);
  const next = months.find(({ isDue }) => !isDue);
  if (due.length > 0) return t('goesMonths', { count: due.length });
  if (counted > 0) return t(rows.some(({ isMore }) => isMore) ? 'goesMore' : 'goesRows', { rows: counted });
  return next === undefined ? (
    t('nothing')
  ) : (
    <>
      {t('goesAt')} <Instant at={next.goesAt} />
    </>
  );
}

/** Empty is for ever. What is no number goes as it is, so that the hub says what is wrong with it. */
function daysTyped(typed: string): number | string | null {
  const text = typed.trim();
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function ChangeRetention({ kinds }: { readonly kinds: readonly Kept[] }) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  const now = Object.fromEntries(
    kinds.map(({ kind, days }) => [kind, days === null ? '' : String(days)]),
  ) as Record<Kept['kind'], string>;
  return (
    <Card title={t('changeRetention')} hint={t('changeRetentionHint')}>
      <SimpleForm
        of={changeRetention}
        key={JSON.stringify(now)}
        fields={kinds.map(({ kind, text, leastDays }) => ({
          name: kind,
          label: both(text),
          hint: t('leastDays', { days: leastDays }),
        }))}
        begin={now}
        save={(typed) => {
          const changed = kinds.filter(({ kind }) => typed[kind] !== now[kind]);
          return changeRetention(
            Object.fromEntries(changed.map(({ kind }) => [kind, daysTyped(typed[kind])])),
          );
        }}
        saved={() => undefined}
        label={t('save')}
      />
    </Card>
  );
}
