import { useTranslation } from 'react-i18next';
import { useReveals } from '../../api/reveal.js';
import { Button } from '../../kit/button.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { Loading } from '../../kit/loading.js';

/** Who was shown the customer of this order, when and why. */
export function Reveals({ orderId }: { readonly orderId: string }) {
  const { t } = useTranslation('order');
  const read = useReveals(orderId);
  const all = read.data?.pages.flatMap(({ items }) => items);
  return (
    <Card title={t('reveals')}>
      {all?.length === 0 && <CardNote>{t('revealsNone')}</CardNote>}
      {all === undefined &&
        (read.error === null ? (
          <Loading />
        ) : (
          <Failure error={read.error} again={() => void read.refetch()} />
        ))}
      <ul className="divide-y divide-line">
        {all?.map(({ id, at, by, reason }) => (
          <li key={id} className="grid gap-1 px-4 py-2">
            <span className="break-words">{reason}</span>
            <span className="text-sm text-muted">
              {by} · <Instant at={at} />
            </span>
          </li>
        ))}
      </ul>
      {read.hasNextPage && (
        <div className="border-t border-line px-4 py-2">
          <Button disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            {t('revealsEarlier')}
          </Button>
        </div>
      )}
    </Card>
  );
}
