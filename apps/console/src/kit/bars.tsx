import { classes } from './classes.js';

export interface Bar {
  readonly key: string;
  /** Said beneath the first and the last of them. */
  readonly label: string;
  readonly value: number;
  /** What it is, in words: shown beside the pointer. */
  readonly words: string;
}

interface BarsProps {
  /** What the bars show; the table beside them is for who hears. */
  readonly title: string;
  readonly bars: readonly Bar[];
  /** A value as it is written at the ends of the scale. */
  readonly written: (value: number) => string;
}

const HEIGHT = 100;
/** A few bars are no walls. */
const FEWEST = 14;

/** Figures of days, above and below nothing, in the order of time. */
export function Bars({ title, bars, written }: BarsProps) {
  const top = Math.max(0, ...bars.map(({ value }) => value));
  const bottom = Math.min(0, ...bars.map(({ value }) => value));
  const scale = HEIGHT / Math.max(1, top - bottom);
  const width = Math.max(FEWEST, bars.length);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <figure className="text-sm text-muted">
      <p aria-hidden="true">{written(top)}</p>
      <svg
        role="img"
        aria-label={title}
        viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        className="h-32 w-full"
      >
        {bars.map((bar, at) => (
          <Column key={bar.key} bar={bar} at={at} nothing={top * scale} scale={scale} />
        ))}
        <rect x={0} y={Math.min(top * scale, HEIGHT - 1)} width={width} height={1} className="fill-line" />
      </svg>
      {bottom < 0 && <p aria-hidden="true">{written(bottom)}</p>}
      <figcaption className="flex justify-between">
        <span>{first?.label}</span>
        {bars.length > 1 && bars.length >= FEWEST && <span>{last?.label}</span>}
      </figcaption>
    </figure>
  );
}

interface ColumnProps {
  readonly bar: Bar;
  readonly at: number;
  /** Where nothing lies. */
  readonly nothing: number;
  readonly scale: number;
}

const [GAP, HALF_GAP] = [0.2, 0.1];

function Column({ bar: { value, words }, at, nothing, scale }: ColumnProps) {
  return (
    <g>
      <title>{words}</title>
      {/* The whole column answers to the pointer, however low the bar. */}
      <rect x={at} y={0} width={1} height={HEIGHT} className="fill-transparent" />
      <rect
        x={at + HALF_GAP}
        y={value >= 0 ? nothing - value * scale : nothing}
        width={1 - GAP}
        height={Math.abs(value) * scale}
        className={classes(value >= 0 ? 'fill-accent' : 'fill-bad')}
      />
    </g>
  );
}
