import { useTranslation } from 'react-i18next';
import { SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import { dismissFlag } from '../../api/order-acts.js';
import type { OrderDetail } from '../../api/orders.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';

const TONES = { error: 'bad', warn: 'warn', info: 'info' } as const;

/** What of the order waits for somebody: where vendors differ, and flags that nobody has seen to. */
export function ToLookAt({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const { attention, discrepancies } = order;
  if (attention.length === 0 && discrepancies.length === 0) return null;
  return (
    <Card title={t('look')}>
      <ul className="divide-y divide-line">
        {discrepancies.map(({ id, severity, text, since }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <Badge tone={TONES[severity]}>{both(SEVERITY_TEXTS[severity])}</Badge>
            <span className="min-w-0 flex-1">
              <PlaceLink to={`/discrepancies/${id}`}>{both(text)}</PlaceLink>{' '}
              <span className="text-sm text-muted">
                <Instant at={since} />
              </span>
            </span>
          </li>
        ))}
        {attention.map((flag) => (
          <Flag key={`${flag.code} ${paramOf(flag) ?? ''}`} orderId={order.id} flag={flag} />
        ))}
      </ul>
    </Card>
  );
}

type FlagView = OrderDetail['attention'][number];

interface FlagProps {
  readonly orderId: string;
  readonly flag: FlagView;
}

function Flag({ orderId, flag }: FlagProps) {
  const { t } = useTranslation('order');
  const both = useBoth();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <Badge tone="warn">{t('flag')}</Badge>
      <span className="min-w-0 flex-1">
        {both(flag)}{' '}
        <span className="text-sm text-muted">
          <Instant at={flag.since} />
        </span>
      </span>
      <ActButton
        of={dismissFlag}
        title={t('seen')}
        act={() => dismissFlag(orderId, flag.code, paramOf(flag))}
      >
        <p className="font-medium">{both(flag)}</p>
        <p>{t('seenMeans')}</p>
      </ActButton>
    </li>
  );
}

const paramOf = ({ params }: FlagView): string | undefined => Object.values(params)[0];
