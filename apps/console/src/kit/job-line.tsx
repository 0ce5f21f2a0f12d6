import { JOB_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useJob } from '../api/jobs.js';
import { useBoth } from './both.js';
import { Progress } from './progress.js';

/** Long work that somebody has just asked for, until it is done. */
export function JobLine({ id, what }: { readonly id: string; readonly what: string }) {
  const both = useBoth();
  const { data } = useJob(id);
  if (data === undefined) return null;
  return (
    <div role="status" className="grid gap-1 rounded-lg border border-line bg-surface px-4 py-3">
      <p>
        {what} · {both(JOB_STATE_TEXTS[data.state])}
      </p>
      <Progress label={what} percent={data.state === 'done' ? 100 : data.progress.percent} />
      {data.errorMessage !== null && <p className="text-bad">{data.errorMessage}</p>}
    </div>
  );
}
