import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RUN_CAUSE_TEXTS } from '#admin-contract/kind-texts.js';
import { ProblemError } from '../../api/problem-error.js';
import { type RunDetail, useRun, useRunProgress } from '../../api/runs.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { RunActs } from './run-acts.js';
import { RunAgainst } from './run-against.js';
import { RunDifferences } from './run-differences.js';
import { usePeriodWords } from './run-list.js';
import { RunProgress } from './run-progress.js';
import { RunReport } from './run-report.js';
import { useScopeWords } from './run-scope.js';

/** One comparison of a period: how far it is, what it has shown, and against the one before. */
export function RunView() {
  const { t } = useTranslation('runs');
  const { id = '' } = useParams();
  const read = useRun(id);
  if (read.data !== undefined) return <Shown run={read.data} />;
  if (read.error === null) return <Loading />;
  if (read.error instanceof ProblemError && read.error.status === 404)
    return (
      <div className="grid justify-items-start gap-2">
        <PageHead title={t('notFound')} />
        <PlaceLink to="/discrepancies/runs">{t('back')}</PlaceLink>
      </div>
    );
  return <Failure error={read.error} again={() => void read.refetch()} />;
}

function Shown({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('runs');
  const scope = useScopeWords();
  const period = usePeriodWords();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <p>
        <PlaceLink to="/discrepancies/runs">{t('back')}</PlaceLink>
      </p>
      <PageHead title={t('title', { period: period(run) })} hint={scope(run)}>
        <RunActs run={run} />
      </PageHead>
      {run.errorMessage !== null && run.state === 'open' && (
        <p role="alert" className="rounded-md bg-warn-soft px-4 py-2 font-medium break-words text-warn">
          {t('trouble', { message: run.errorMessage })}
        </p>
      )}
      <Card title={t('progress')}>
        <Standing run={run} />
      </Card>
      <RunReport run={run} />
      <RunAgainst run={run} />
      <RunDifferences run={run} />
    </div>
  );
}

function Standing({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const progress = useRunProgress(run.id, run.state === 'open').data;
  const { doneThrough, finishedAt } = run;
  const speed = progress?.perMinute ?? null;
  return (
    <Facts
      facts={[
        [t('progress'), <RunProgress key="progress" run={run} />],
        [t('cause'), both(RUN_CAUSE_TEXTS[run.cause])],
        [t('begun'), <Instant key="begun" at={run.createdAt} />],
        ...(finishedAt === null ? [] : [[t('ended'), <Instant key="ended" at={finishedAt} />] as const]),
        ...(doneThrough === null || finishedAt !== null
          ? []
          : [[t('doneThrough'), <Instant key="through" at={doneThrough} />] as const]),
        ...(speed === null ? [] : [[t('compared'), t('perMinute', { count: speed })] as const]),
      ]}
    />
  );
}
