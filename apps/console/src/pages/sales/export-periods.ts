import { dayAfter } from '../../i18n/days.js';

/** Business days from the first to the last, both included: `yyyy-MM-dd`. */
export interface DaySpan {
  readonly fromDay: string;
  readonly toDay: string;
}

export const PERIODS = ['lastMonth', 'thisMonth', 'lastWeek', 'ownPeriod'] as const;
export type Period = (typeof PERIODS)[number];

/** The days that a period means on a day. */
export function spanOf(period: Period, today: string): DaySpan {
  const first = `${today.slice(0, 8)}01`;
  if (period === 'thisMonth') return { fromDay: first, toDay: today };
  if (period === 'lastWeek') return { fromDay: dayAfter(today, -7), toDay: dayAfter(today, -1) };
  const toDay = dayAfter(first, -1);
  return { fromDay: `${toDay.slice(0, 8)}01`, toDay };
}
