import { useTranslation } from 'react-i18next';
import type { StoreToday } from '../../api/overview.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { behindReason } from './behind-reason.js';

/** Which store sells worse than usual, the worst first, and what may be why. */
export function SlowStores({ stores }: { readonly stores: readonly StoreToday[] }) {
  const { t } = useTranslation('today');
  const slow = stores
    .flatMap((store) => (store.slow === null ? [] : [{ ...store, slow: store.slow }]))
    .sort((one, other) => one.slow.percent - other.slow.percent);
  return (
    <Card title={t('slowTitle')}>
      {slow.length === 0 && <CardNote>{t('slowNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {slow.map((store) => (
          <SlowStore key={store.storeId} store={store} />
        ))}
      </ul>
    </Card>
  );
}

interface SlowStoreProps {
  readonly store: StoreToday & { readonly slow: NonNullable<StoreToday['slow']> };
}

function SlowStore({ store: { storeId, name, slow } }: SlowStoreProps) {
  const { t } = useTranslation('today');
  const both = useBoth();
  const { percent, reasons } = slow;
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <PlaceLink to={`/sales/stores/${storeId}`}>{name}</PlaceLink>
        <Badge tone="bad">
          {slow.of === 'hour' ? t('slowHour', { percent }) : t('slowToday', { percent })}
        </Badge>
      </p>
      {reasons.length === 0 && <p className="text-muted">{t('slowUnknown')}</p>}
      <ul className="list-disc pl-5">
        {reasons.map((reason, at) => (
          <li key={`${reason.code} ${String(at)}`}>
            <PlaceLink to={behindReason(reason, storeId)}>{both(reason.text)}</PlaceLink>
          </li>
        ))}
      </ul>
    </li>
  );
}
