import { useTranslation } from 'react-i18next';
import { yuanOf } from '../../i18n/money.js';
import type { Language } from '../../i18n/language.js';
import type { HeatMapData } from './heat-rows.js';
import { shortYuan } from './short-yuan.js';

/** The hours, and what all shown stores sell in each; stays in sight. */
export function HeatHead({ map }: { readonly map: HeatMapData }) {
  const { t, i18n } = useTranslation('sales');
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return (
    <thead className="sticky top-0 z-2 bg-surface text-sm">
      <tr aria-rowindex={1} className="text-muted *:h-8 *:font-medium">
        <th scope="col" className="sticky left-0 z-1 bg-surface px-2 text-left">
          {t('store')}
        </th>
        <th scope="col" className="px-2 text-right">
          {t('total')}
        </th>
        {map.columns.map(({ key, clock, isNextDay }) => (
          <th
            key={key}
            scope="col"
            className="px-1 text-right text-xs"
            title={isNextDay ? t('nextDay') : undefined}
          >
            {isNextDay && '+'}
            {clock.endsWith(':00') ? clock.slice(0, 2) : clock}
          </th>
        ))}
      </tr>
      <tr aria-rowindex={2} className="*:h-8 *:border-b *:border-line *:font-semibold">
        <th scope="row" className="sticky left-0 z-1 bg-surface px-2 text-left whitespace-nowrap">
          {t('allStores')}
        </th>
        <td
          className="px-2 text-right whitespace-nowrap"
          title={t('sum', { amount: yuanOf(map.totalFen), orders: map.orders })}
        >
          {yuanOf(map.totalFen)}
        </td>
        {map.columnSums.map(({ totalFen, orders }, at) => (
          <td
            key={map.columns[at]?.key}
            className="px-0.5 text-right text-[0.65rem] whitespace-nowrap"
            title={t('sum', { amount: yuanOf(totalFen), orders })}
          >
            {shortYuan(totalFen, language)}
          </td>
        ))}
      </tr>
    </thead>
  );
}
