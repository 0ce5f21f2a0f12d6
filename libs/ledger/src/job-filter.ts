/** Which of the ledger's jobs somebody wants to see. */
export interface JobFilter {
  readonly state?: JobState | undefined;
  /** Only those older than this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export type JobState = 'open' | 'done';

/** The newest first. */
export const pageOfJobs = ({ state, before, limit }: JobFilter) =>
  ({
    where: {
      ...(before === undefined ? {} : { id: { lt: before } }),
      ...(state === undefined ? {} : { finishedAt: state === 'open' ? null : { not: null } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  }) as const;

export const withState = <Row extends { readonly finishedAt: Date | null }>(
  row: Row,
): Row & { readonly state: JobState } => ({ ...row, state: row.finishedAt === null ? 'open' : 'done' });
