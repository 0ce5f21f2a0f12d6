import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { type TimelineItem, useTimeline } from '../../api/timeline.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Dialog } from '../../kit/dialog.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Payload } from './payload.js';

/** What happened to the order, as sentences; what a vendor said is behind its own. */
export function Timeline({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const [payloadId, open] = useState<string>();
  const timeline = useTimeline(order.id);
  const items = timeline.data?.pages.flatMap((page) => page.items);
  const payloads = new Map(order.entries.map(({ id, payloadId: of }) => [id, of]));
  const zone = useNames().zoneOf(order.storeId);
  const list = { ...timeline, data: items === undefined ? undefined : { items } };
  return (
    <Card title={t('timeline')}>
      <ListStates list={list} empty={t('timelineNone')} clear={undefined}>
        <ol className="divide-y divide-line">
          {items?.map((item, at) => (
            <Told
              key={at}
              item={item}
              zone={zone}
              payloadId={item.ids.entryId === undefined ? null : (payloads.get(item.ids.entryId) ?? null)}
              open={open}
            />
          ))}
        </ol>
        {timeline.hasNextPage && (
          <div className="border-t border-line px-4 py-2">
            <Button disabled={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </ListStates>
      <Dialog title={t('raw')} isOpen={payloadId !== undefined} close={() => open(undefined)}>
        {payloadId !== undefined && <Payload id={payloadId} />}
      </Dialog>
    </Card>
  );
}

interface ToldProps {
  readonly item: TimelineItem;
  readonly zone: string | undefined;
  readonly payloadId: string | null;
  readonly open: (payloadId: string) => void;
}

function Told({ item: { at, text, ids }, zone, payloadId, open }: ToldProps) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const sentence = both(text);
  const behind =
    ids.discrepancyId !== undefined
      ? `/discrepancies/${ids.discrepancyId}`
      : ids.dispatchId !== undefined
        ? `/dispatches/${ids.dispatchId}`
        : undefined;
  return (
    <li className="grid gap-x-4 px-4 py-2 sm:grid-cols-[14rem_minmax(0,1fr)_auto]">
      <Instant at={at} zone={zone} />
      <span className="break-words">
        {behind === undefined ? sentence : <PlaceLink to={behind}>{sentence}</PlaceLink>}
      </span>
      {payloadId !== null && (
        <Button look="quiet" className="self-start" onClick={() => open(payloadId)}>
          {t('showRaw')}
        </Button>
      )}
    </li>
  );
}
