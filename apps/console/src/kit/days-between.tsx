import { useTranslation } from 'react-i18next';
import { dayAfter, dayOf, startOfDay } from '../i18n/days.js';
import { DayField } from './day-field.js';
import type { Filters } from './use-filters.js';

interface DaysBetweenProps {
  /** From one instant on, and before another: the first and the last day of a clock. */
  readonly filters: Filters<'from' | 'to'>;
  readonly from: string;
  readonly to: string;
  /** IANA. */
  readonly zone: string;
}

/** A list's days, the last of them whole. */
export const DaysBetween = ({ filters: { values, set }, from, to, zone }: DaysBetweenProps) => (
  <>
    <DayField
      label={from}
      value={values.from === undefined ? '' : dayOf(values.from, zone)}
      onChange={(day) => set({ from: day === '' ? undefined : startOfDay(day, zone) })}
    />
    <DayField
      label={to}
      value={values.to === undefined ? '' : lastDayOf(values.to, zone)}
      onChange={(day) => set({ to: day === '' ? undefined : startOfDay(dayAfter(day, 1), zone) })}
    />
  </>
);

/** @param end the first instant that is not among them */
const lastDayOf = (end: string, zone: string): string =>
  dayOf(new Date(Date.parse(end) - 1).toISOString(), zone);

/** What chips say of such days. */
export function useDayWords(zone: string): Readonly<Record<'from' | 'to', (at: string) => string>> {
  const { t } = useTranslation();
  return {
    from: (at) => t('fromDay', { day: dayOf(at, zone) }),
    to: (at) => t('untilDay', { day: lastDayOf(at, zone) }),
  };
}
