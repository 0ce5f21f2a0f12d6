import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import type { Language } from '../../i18n/language.js';
import { yuanOf } from '../../i18n/money.js';
import { template } from '../../i18n/template.js';
import type { HeatColumn } from './heat-columns.js';
import type { DayHour } from './sales-day.js';

/** Says what is in the map, for who hears it and who points at it. */
export interface CellWords {
  readonly language: Language;
  sum(totalFen: number | string, orders: number): string;
  cell(store: string, column: HeatColumn, hour: DayHour | undefined): string;
}

/** The same as long as language and time are: thousands of cells are said while one scrolls. */
export function useCellWords(asOf: string): CellWords {
  const { t, i18n } = useTranslation('sales');
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return useMemo(() => {
    const sum = template(['amount', 'orders'], (places) => t('sum', places));
    const cell = template(['store', 'clock', 'amount', 'orders', 'state'], (places) => t('cell', places));
    const notBegun = template(['store', 'clock'], (places) => t('notBegun', places));
    const standings = { over: t('nobodyTakes'), going: t('notOver') };
    const notes = { nextDay: t('nextDay'), again: t('again') };
    const standingOf = ({ state, hourEnd }: DayHour): string => {
      if (state !== null) return HOUR_STATE_TEXTS[state][language];
      return hourEnd <= asOf ? standings.over : standings.going;
    };
    return {
      language,
      sum: (totalFen, orders) => sum(yuanOf(totalFen), String(orders)),
      cell: (store, { clock, isNextDay, isRepeated }, hour) => {
        const at = `${isNextDay ? `${notes.nextDay} ` : ''}${clock}${isRepeated ? ` ${notes.again}` : ''}`;
        if (hour === undefined) return notBegun(store, at);
        return cell(store, at, yuanOf(hour.totalFen), String(hour.orders), standingOf(hour));
      },
    };
  }, [t, language, asOf]);
}
