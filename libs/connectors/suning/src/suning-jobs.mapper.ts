import type { Job } from './suning.schema.js';

/** So many jobs of one order are kept in the ledger; the answer's bytes keep them all. */
const MOST_JOBS = 200;

interface KeptJob {
  /** E.g. `job.0.12345`. */
  readonly key: string;
  readonly status: string;
  readonly means: string | undefined;
}

/**
 * An order's jobs as texts: `job.<jobType>.<jobId>` → the raw jobStatus, and `….means` → the account's own
 * word for it where it has one. Sorted, so that the same jobs in another order are the same statement; a job
 * that is listed with two statuses is kept twice (`…#2`).
 * @param map jobStatus → word, or jobType:jobStatus → word
 */
export function jobsAsTexts(
  jobs: readonly Job[],
  map: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = distinct(jobs).map((job) => toKept(job, map));
  const seen = new Map<string, number>();
  const texts = kept.slice(0, MOST_JOBS).flatMap(({ key, status, means }) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const name = times === 1 ? key : `${key}#${times.toString()}`;
    return means === undefined
      ? [[name, status]]
      : [
          [name, status],
          [`${name}.means`, means],
        ];
  });
  const left = kept.length - MOST_JOBS;
  return Object.fromEntries(left > 0 ? [...texts, ['jobsNotKept', left.toString()]] : texts) as Record<
    string,
    string
  >;
}

const SEPARATOR = '\u0000';

/** By code unit; a job that says nothing at all is none. */
function distinct(jobs: readonly Job[]): readonly Job[] {
  const byText = new Map(
    jobs.map((job) => [
      [job.jobType, job.jobId, job.jobStatus].map((part) => part ?? '').join(SEPARATOR),
      job,
    ]),
  );
  return [...byText]
    .filter(([, { jobType, jobId, jobStatus }]) => jobType !== null || jobId !== null || jobStatus !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, job]) => job);
}

function toKept({ jobType, jobId, jobStatus }: Job, map: Readonly<Record<string, string>>): KeptJob {
  const names = [`${jobType ?? ''}:${jobStatus ?? ''}`, jobStatus ?? ''];
  const name = names.find((each) => Object.hasOwn(map, each));
  return {
    key: `job.${jobType ?? ''}.${jobId ?? ''}`,
    status: jobStatus ?? '',
    means: name === undefined ? undefined : map[name],
  };
}
