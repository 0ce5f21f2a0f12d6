import { useTranslation } from 'react-i18next';
import type { Stream } from '../../api/coverage.js';
import { piecesOf } from './stretch.js';

const LOOKS = { read: 'bg-good', open: 'bg-warn', failed: 'bg-bad' } as const;
/** So that the smallest gap is seen. */
const LEAST_PERCENT = 0.4;

interface StreamBarProps {
  readonly stream: Stream;
  readonly from: number;
  readonly to: number;
}

/** Time from left to right: what is read, what waits, and what failed. */
export function StreamBar({ stream, from, to }: StreamBarProps) {
  const { t } = useTranslation('coverage');
  const gaps = stream.gaps.length;
  return (
    <div
      role="img"
      aria-label={gaps === 0 ? t('barWhole') : t('barGaps', { count: gaps })}
      className="relative h-4 w-full min-w-48 overflow-hidden rounded border border-line bg-raised"
    >
      {piecesOf(stream, from, to).map(({ what, left, width }) => (
        <span
          key={`${what} ${String(left)}`}
          className={`absolute inset-y-0 ${LOOKS[what]}`}
          style={{ left: `${String(left)}%`, width: `${String(Math.max(LEAST_PERCENT, width))}%` }}
        />
      ))}
    </div>
  );
}
