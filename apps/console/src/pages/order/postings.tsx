import { useTranslation } from 'react-i18next';
import { POSTING_CAUSE_TEXTS, POSTING_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';

/** What the order adds to the hours of its store, and why. */
export function Postings({ order: { postings } }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const names = useNames();
  return (
    <Card title={t('postings')}>
      {postings.length === 0 && <CardNote>{t('postingsNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {postings.map(({ seq, kind, storeId, at, totalFen, cause }) => (
          <li key={seq} className="grid gap-0.5 px-4 py-2">
            <span className="flex flex-wrap justify-between gap-x-3">
              <span>
                {both(POSTING_KIND_TEXTS[kind])} · {names.store(storeId)}
              </span>
              <span className="font-semibold">
                <Money fen={totalFen} />
              </span>
            </span>
            <span className="text-sm text-muted">
              <Instant at={at} zone={names.zoneOf(storeId)} /> ·{' '}
              {t('because', { cause: both(POSTING_CAUSE_TEXTS[cause]) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
