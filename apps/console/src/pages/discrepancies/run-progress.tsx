import { useTranslation } from 'react-i18next';
import { JOB_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { type Run, useRunProgress } from '../../api/runs.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';

/** How far a run is, or how it has ended. */
export function RunProgress({ run }: { readonly run: Run }) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const isOpen = run.state === 'open';
  const progress = useRunProgress(run.id, isOpen).data;
  if (!isOpen) {
    const isWhole = run.cancelledAt === null && !run.report.isCutShort;
    return (
      <Badge tone={isWhole ? 'good' : 'warn'}>
        {run.cancelledAt === null
          ? run.report.isCutShort
            ? t('cutShort')
            : both(JOB_STATE_TEXTS.done)
          : t('cancelled')}
      </Badge>
    );
  }
  const percent = progress?.percent ?? 0;
  const words = t('percent', { percent });
  return (
    <span className="flex flex-wrap items-center gap-2">
      <progress
        className="h-2 w-32 accent-(--accent)"
        max={100}
        value={percent}
        aria-label={`${t('progress')} ${words}`}
      />
      <span className="text-sm">{words}</span>
      {run.pausedAt !== null && <Badge tone="warn">{t('paused')}</Badge>}
    </span>
  );
}
