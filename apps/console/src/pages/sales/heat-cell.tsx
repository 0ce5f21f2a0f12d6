import { classes } from '../../kit/classes.js';
import type { Language } from '../../i18n/language.js';
import { shadeOf } from './heat-steps.js';
import { type HourState, MARKS, WANTS_PERSON } from './hour-marks.js';
import type { DayHour } from './sales-day.js';
import { shadeClass } from './shades.js';
import { shortYuan } from './short-yuan.js';

interface HeatCellProps {
  readonly hour: DayHour | undefined;
  /** In words. */
  readonly label: string;
  readonly place: string;
  readonly to: string;
  readonly bounds: readonly number[];
  readonly language: Language;
  /** The keyboard comes here. */
  readonly isActive: boolean;
}

/** Without positions: a browser keeps a layer for each thing that has one. */
const CELL = 'flex h-8 flex-col items-end justify-end rounded-sm p-0.5 text-xs leading-none';

/**
 * What a store sells in an hour, and a mark of where the hour stands. It leads to the hour. Thousands of them are
 * rendered while one scrolls: it asks for nothing by itself.
 */
export function HeatCell({ hour, label, place, to, bounds, language, isActive }: HeatCellProps) {
  const tabIndex = isActive ? 0 : -1;
  if (hour === undefined)
    return <td tabIndex={tabIndex} data-place={place} aria-label={label} title={label} className="p-px" />;
  const fen = Number(hour.totalFen);
  return (
    <td className="p-px">
      <a
        href={to}
        tabIndex={tabIndex}
        data-place={place}
        aria-label={label}
        title={label}
        className={classes(CELL, shadeClass(shadeOf(fen, bounds)))}
      >
        {hour.state !== null && <Mark state={hour.state} />}
        {shortYuan(fen, language)}
      </a>
    </td>
  );
}

/** One that a person has to look at stands out. */
const Mark = ({ state }: { readonly state: HourState }) => (
  <span
    aria-hidden
    className={classes(
      'mb-auto self-start rounded-sm',
      WANTS_PERSON.has(state) && 'bg-surface px-0.5 font-bold text-bad',
    )}
  >
    {MARKS[state]}
  </span>
);
