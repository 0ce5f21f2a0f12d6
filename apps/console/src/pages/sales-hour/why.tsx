import { useTranslation } from 'react-i18next';
import { Card } from '../../kit/card.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import type { HourDetail, HourPlace } from './hour.js';

/** The parts of a total, and whether each is added or taken off. */
const PARTS = [
  ['gross', 'grossFen', '+'],
  ['discount', 'discountFen', '−'],
  ['freight', 'freightFen', '+'],
  ['packaging', 'packagingFen', '+'],
  ['service', 'serviceFen', '+'],
  ['rounding', 'roundingFen', '+'],
  ['refund', 'refundFen', '−'],
] as const;

/** What the figure is made of, and by which rules. */
export function WhyCard({ place, hour }: { readonly place: HourPlace; readonly hour: HourDetail }) {
  const { t } = useTranslation('salesHour');
  const versions = hour.revisions[0]?.ruleVersions ?? [];
  const rules = versions.map((version) => (version === 0 ? t('noRules') : t('ruleVersion', { version })));
  return (
    <Card title={t('why')} hint={t('whyHint')}>
      {hour.grossFen === null ? (
        <p className="px-4 py-3 text-muted">{t('onlySums')}</p>
      ) : (
        <table className="mx-4 my-3">
          <tbody>
            {PARTS.map(([name, field, sign]) => (
              <tr key={name}>
                <th scope="row" className="pr-6 text-left font-normal text-muted">
                  {t(name)}
                </th>
                <td className="pr-2 text-right" aria-hidden>
                  {sign}
                </td>
                <td className="text-right">
                  <Money fen={hour[field] ?? 0} />
                </td>
              </tr>
            ))}
            <tr className="*:border-t *:border-line *:pt-1 *:font-semibold">
              <th scope="row" className="pr-6 text-left">
                {t('total')}
              </th>
              <td className="pr-2 text-right" aria-hidden>
                =
              </td>
              <td className="text-right">
                <Money fen={hour.totalFen} />
              </td>
            </tr>
          </tbody>
        </table>
      )}
      <p className="px-4 pb-3 text-sm text-muted">
        {t('rules')}: {rules.length === 0 ? t('noRules') : rules.join(', ')} ·{' '}
        <PlaceLink to={`/sales/stores/${place.storeId}?day=${hour.businessDate}`}>
          {t('dayCompared')}
        </PlaceLink>
      </p>
    </Card>
  );
}
