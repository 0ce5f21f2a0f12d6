/** How far long work is. */
export interface JobProgress {
  readonly unit: 'orders' | 'legs' | 'hours' | 'windows' | 'items';
  readonly done: number;
  /** About; null: nobody knows how many there are. */
  readonly of: number | null;
  readonly percent: number | null;
  readonly since: Date;
  /** Null: nothing, or not for a minute yet. */
  readonly perMinute: number | null;
}

interface Counted extends Pick<JobProgress, 'unit' | 'done'> {
  readonly of?: number | null;
  /** From 0 to 1, where it is not `done` of `of`. */
  readonly share?: number | undefined;
}

interface Lived {
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const MINUTE_MS = 60_000;

export function progressOf(counted: Counted, { createdAt, finishedAt }: Lived, now: Date): JobProgress {
  const { unit, done, of = null } = counted;
  const share = finishedAt !== null ? 1 : (counted.share ?? shareOf(done, of));
  const minutes = ((finishedAt ?? now).getTime() - createdAt.getTime()) / MINUTE_MS;
  return {
    ...{ unit, done, of },
    percent: share === null ? null : Math.floor(Math.min(1, Math.max(0, share)) * 100),
    since: createdAt,
    perMinute: done === 0 || minutes < 1 ? null : Math.round(done / minutes),
  };
}

const shareOf = (done: number, of: number | null): number | null =>
  of === null || of === 0 ? null : done / of;

/** How much of a stretch lies before an instant, from 0 to 1. */
export const shareOfStretch = (from: Date, to: Date, at: Date | null): number =>
  at === null ? 0 : (at.getTime() - from.getTime()) / Math.max(1, to.getTime() - from.getTime());
