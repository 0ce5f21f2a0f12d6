import { PURPOSE_TEXTS } from '#admin-contract/choice-texts.js';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.js';
import type { Backfill } from '../../api/coverage.js';
import { useNames } from '../../api/names.js';
import { type Part, queryOf } from '../../api/use-list.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { Progress } from '../../kit/progress.js';
import { type Column, Table } from '../../kit/table.js';
import { NewBackfill } from './new-backfill.js';

const EVERY_MS = 3_000;
const MOST = '20';

/** Stretches of the past that are read once more. The hub keeps them, so that one may leave and come back. */
export function Backfills({ accountId }: { readonly accountId: string | undefined }) {
  const { t } = useTranslation('coverage');
  const query = queryOf({ limit: MOST, accountId });
  const list = useQuery({
    queryKey: ['job', 'backfills', query],
    queryFn: () => call<Part<Backfill>>('GET', `backfills?${query}`),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) === true ? EVERY_MS : false),
  });
  return (
    <Card title={t('backfillsTitle')} hint={t('backfillsHint')}>
      <NewBackfill accountId={accountId} />
      <ListStates list={list} empty={t('backfillsEmpty')} clear={undefined}>
        <BackfillTable backfills={list.data?.items ?? []} />
      </ListStates>
    </Card>
  );
}

const isOpen = ({ closedAt }: Backfill): boolean => closedAt === null;

function percentOf({ windows: { open, closed, failed } }: Backfill): number | null {
  const all = open + closed + failed;
  return all === 0 ? null : Math.floor((100 * closed) / all);
}

function BackfillTable({ backfills }: { readonly backfills: readonly Backfill[] }) {
  const { t } = useTranslation('coverage');
  const both = useBoth();
  const names = useNames();
  const columns: readonly Column<Backfill>[] = [
    {
      key: 'account',
      head: t('account'),
      isRowHead: true,
      cell: ({ accountId, purpose }) => (
        <>
          {names.account(accountId)}
          <span className="block text-sm font-normal text-muted">{both(PURPOSE_TEXTS[purpose])}</span>
        </>
      ),
    },
    {
      key: 'time',
      head: t('time'),
      cell: ({ from, to }) => (
        <>
          <Instant at={from} /> – <Instant at={to} />
        </>
      ),
    },
    { key: 'progress', head: t('progress'), cell: (backfill) => <HowFar backfill={backfill} /> },
    { key: 'orders', head: t('ordersListed'), isNumber: true, cell: ({ orders }) => orders },
  ];
  return <Table caption={t('backfillsTitle')} columns={columns} rows={backfills} keyOf={({ id }) => id} />;
}

function HowFar({ backfill }: { readonly backfill: Backfill }) {
  const { t } = useTranslation('coverage');
  const { windows, closedAt } = backfill;
  if (closedAt !== null) return <Badge tone="good">{t('backfillDone')}</Badge>;
  const count = { closed: windows.closed, all: windows.open + windows.closed + windows.failed };
  return (
    <div className="grid gap-1">
      <Progress label={t('progress')} percent={percentOf(backfill)} />
      <span className="text-sm text-muted">{t('windowsClosed', count)}</span>
      {windows.failed > 0 && (
        <span className="text-sm text-bad">{t('windowsFailed', { count: windows.failed })}</span>
      )}
    </div>
  );
}
