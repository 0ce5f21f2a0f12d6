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
  const texts = new Map<string, string>();
  for (const { key, status, means } of kept.slice(0, MOST_JOBS)) {
    const name = freeName(key, texts);
    texts.set(name, status);
    if (means !== undefined) texts.set(meaningOf(name), means);
  }
  if (kept.length > MOST_JOBS) texts.set('jobsNotKept', (kept.length - MOST_JOBS).toString());
  return Object.fromEntries(texts);
}

const meaningOf = (name: string): string => `${name}.means`;

/** The key, or `key#2` and so on: also a number such as `1#2` or `1.means` may not take another job's place. */
function freeName(key: string, taken: ReadonlyMap<string, string>): string {
  const isFree = (name: string) => !taken.has(name) && !taken.has(meaningOf(name));
  let name = key;
  for (let times = 2; !isFree(name); times += 1) name = `${key}#${times.toString()}`;
  return name;
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
