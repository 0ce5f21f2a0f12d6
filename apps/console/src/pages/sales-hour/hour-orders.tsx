import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { POSTING_CAUSE_TEXTS, POSTING_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';
import { type HourOrders, type HourPlace, useHourOrders } from './hour.js';
import { OrderNumbers } from './order-numbers.js';

type HourOrder = HourOrders['items'][number];

interface HourOrdersCardProps {
  readonly place: HourPlace;
  /** The number of the revision that holds now. */
  readonly latest: number;
}

/** The orders that the figure is made of: they add up to it. */
export function HourOrdersCard({ place, latest }: HourOrdersCardProps) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const cursor = useSearchParams()[0].get('cursor') ?? undefined;
  const list = useHourOrders(place, latest, cursor);
  const causeOf = (cause: string) =>
    Object.hasOwn(POSTING_CAUSE_TEXTS, cause)
      ? both(POSTING_CAUSE_TEXTS[cause as keyof typeof POSTING_CAUSE_TEXTS])
      : cause;
  const columns: readonly Column<HourOrder>[] = [
    { key: 'order', head: t('order'), isRowHead: true, cell: (order) => <OrderNumbers order={order} /> },
    { key: 'amount', head: t('amount'), isNumber: true, cell: ({ totalFen }) => <Money fen={totalFen} /> },
    {
      key: 'kind',
      head: t('kind'),
      cell: ({ kinds }) => kinds.map((kind) => both(POSTING_KIND_TEXTS[kind])).join(' · '),
    },
    { key: 'cause', head: t('posted'), cell: ({ causes }) => causes.map(causeOf).join(' · ') },
    { key: 'items', head: t('items'), isNumber: true, cell: ({ items }) => items },
  ];
  return (
    <Card title={t('hourOrders')} hint={t('hourOrdersHint', { number: latest })}>
      <ListStates list={list} empty={t('noOrders')} clear={undefined}>
        <Table
          caption={t('hourOrders')}
          columns={columns}
          rows={list.data?.items ?? []}
          keyOf={({ orderId }) => orderId}
        />
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </ListStates>
    </Card>
  );
}
