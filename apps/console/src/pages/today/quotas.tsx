import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { isUnlimited } from '../../api/quotas.js';
import { timeOf } from '../../i18n/instants.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';

interface QuotasProps {
  readonly quotas: Overview['quotas'];
  readonly zone: string;
}

/** How many calls vendors still take. */
export function Quotas({ quotas, zone }: QuotasProps) {
  const { t } = useTranslation('today');
  return (
    <Card title={t('quotasTitle')}>
      {quotas.length === 0 && <CardNote>{t('quotasNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {quotas.map(({ accountIds, names, connector, limit, left, used, periodEnd }) => (
          <li key={accountIds.join(' ')} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <PlaceLink to={accountIds[0] === undefined ? '/accounts' : `/accounts/${accountIds[0]}/quota`}>
              {names.length === 0 ? connector : names.join('、')}
            </PlaceLink>
            <span>
              <CallsLeft limit={limit} left={left} used={used} />{' '}
              <span className="text-sm text-muted">{t('until', { time: timeOf(periodEnd, zone) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type CallsLeftProps = Pick<Overview['quotas'][number], 'limit' | 'left' | 'used'>;

function CallsLeft({ limit, left, used }: CallsLeftProps) {
  const { t } = useTranslation('today');
  if (limit === null || left === null) return t('leftUnknown', { used });
  return isUnlimited(limit) ? t('unlimited', { used }) : t('left', { left, limit });
}
