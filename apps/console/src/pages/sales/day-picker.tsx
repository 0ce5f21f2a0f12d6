import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../i18n/days.js';
import { Button } from '../../kit/button.js';
import { DayField } from '../../kit/day-field.js';

interface DayPickerProps {
  /** `yyyy-MM-dd`. */
  readonly today: string;
  readonly date: string;
  /** Undefined: today, also once that is another. */
  readonly choose: (date: string | undefined) => void;
}

/** Which business day is shown. */
export function DayPicker({ today, date, choose }: DayPickerProps) {
  const { t } = useTranslation('sales');
  const go = (day: string) => choose(day >= today ? undefined : day);
  const yesterday = dayAfter(today, -1);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Button aria-label={t('dayBefore')} onClick={() => go(dayAfter(date, -1))}>
        ‹
      </Button>
      <DayField label={t('day')} value={date} onChange={(day) => day !== '' && go(day)} />
      <Button aria-label={t('dayAfter')} disabled={date >= today} onClick={() => go(dayAfter(date, 1))}>
        ›
      </Button>
      <Button aria-pressed={date === yesterday} onClick={() => go(yesterday)}>
        {t('yesterday')}
      </Button>
      <Button aria-pressed={date === today} onClick={() => choose(undefined)}>
        {t('today')}
      </Button>
    </div>
  );
}
