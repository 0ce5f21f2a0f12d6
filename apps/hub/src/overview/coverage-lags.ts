import type { CoverageSpan, SourceSeen } from '#polling/plan/sources-seen.query.js';

/** How far the stream of an account is read that is the farthest behind. */
export interface CoverageLag {
  readonly accountId: string;
  readonly stream: string;
  /** Null: it has not begun. */
  readonly completeTo: Date | null;
  /** Beside what the vendor itself lags; null: it has not begun. */
  readonly behindSeconds: number | null;
}

/** Of every account that can be listed. */
export const coverageLags = (sources: ReadonlyMap<string, SourceSeen>, now: Date): CoverageLag[] =>
  [...sources].flatMap(([accountId, { coverage }]) => {
    const [farthest] = [...(coverage ?? [])].sort(
      (a, b) => completeTo(a) + a.lagMs - completeTo(b) - b.lagMs,
    );
    return farthest === undefined ? [] : [{ accountId, ...lagOf(farthest, now) }];
  });

/** Everything before it has been read, ms. */
const completeTo = ({ gaps, toMs }: CoverageSpan): number =>
  Math.min(toMs, ...gaps.map(({ fromMs }) => fromMs));

function lagOf(span: CoverageSpan, now: Date): Omit<CoverageLag, 'accountId'> {
  const { stream, toMs, lagMs } = span;
  if (toMs === 0) return { stream, completeTo: null, behindSeconds: null };
  const readTo = completeTo(span);
  const behindMs = Math.max(0, now.getTime() - readTo - lagMs);
  return { stream, completeTo: new Date(readTo), behindSeconds: Math.floor(behindMs / 1_000) };
}
