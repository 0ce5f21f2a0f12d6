import { JOB_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { UNIT_TEXTS } from '#admin-contract/choice-texts.js';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.js';
import type { Job } from '../../api/jobs.js';
import { type Part } from '../../api/use-list.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Progress } from '../../kit/progress.js';
import { type Column, Table } from '../../kit/table.js';

const EVERY_MS = 3_000;

/** Long work of every kind that is not done yet: how far it is, and what stands in its way. */
export function OtherWork() {
  const { t } = useTranslation('coverage');
  const both = useBoth();
  const list = useQuery({
    queryKey: ['job', 'open'],
    queryFn: () => call<Part<Job>>('GET', 'jobs?state=open&limit=50'),
    refetchInterval: ({ state }) => ((state.data?.items.length ?? 0) > 0 ? EVERY_MS : false),
  });
  const columns: readonly Column<Job>[] = [
    {
      key: 'kind',
      head: t('workKind'),
      isRowHead: true,
      cell: (job) => <What job={job} />,
    },
    {
      key: 'progress',
      head: t('progress'),
      cell: ({ kind, progress }) => (
        <>
          <Progress label={both(JOB_KIND_TEXTS[kind])} percent={progress.percent} />
          <span className="text-sm text-muted">
            {t('workDone', { count: progress.done, unit: both(UNIT_TEXTS[progress.unit]) })}
          </span>
        </>
      ),
    },
    { key: 'since', head: t('workSince'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    {
      key: 'error',
      head: t('why'),
      cell: ({ errorMessage }) => <span className="text-bad">{errorMessage}</span>,
    },
  ];
  return (
    <Card title={t('workTitle')} hint={t('workHint')}>
      <ListStates list={list} empty={t('workEmpty')} clear={undefined}>
        <Table
          caption={t('workTitle')}
          columns={columns}
          rows={list.data?.items ?? []}
          keyOf={({ id }) => id}
        />
      </ListStates>
    </Card>
  );
}

/** An act on many things has a page of its own. */
function What({ job: { id, kind, bulk } }: { readonly job: Job }) {
  const both = useBoth();
  if (bulk === null) return both(JOB_KIND_TEXTS[kind]);
  return <PlaceLink to={`/bulks/${id}`}>{both(bulk.words)}</PlaceLink>;
}
