import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { revisionWhyText } from '#admin-contract/revision-words.js';
import { yuanOf } from '../../i18n/money.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { Money } from '../../kit/money.js';
import { type Column, Table } from '../../kit/table.js';
import { type Comparison, type HourPlace, useComparison } from './hour.js';
import { OrderNumbers } from './order-numbers.js';

type ChangedOrder = Comparison['items'][number];

/** Which orders made a revision another than the one before it. */
export function Compared({ place }: { readonly place: HourPlace }) {
  const to = Number(useSearchParams()[0].get('compare'));
  return Number.isInteger(to) && to > 1 ? <ComparedTo place={place} to={to} /> : null;
}

function ComparedTo({ place, to }: { readonly place: HourPlace; readonly to: number }) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const { data, error, refetch } = useComparison(place, to);
  const columns: readonly Column<ChangedOrder>[] = [
    { key: 'order', head: t('order'), isRowHead: true, cell: (order) => <OrderNumbers order={order} /> },
    {
      key: 'why',
      head: t('posted'),
      cell: ({ why }) => why.map((one) => both(revisionWhyText(one))).join(' · '),
    },
    { key: 'amount', head: t('amount'), isNumber: true, cell: ({ totalFen }) => <Money fen={totalFen} /> },
    { key: 'orders', head: t('orders'), isNumber: true, cell: ({ orders }) => orders },
  ];
  const difference = data?.difference;
  const hint = difference && { amount: yuanOf(difference.totalFen), orders: difference.orders };
  return (
    <Card title={t('changedTitle', { from: to - 1, to })} hint={hint && t('changedBy', hint)}>
      {data === undefined && error === null && <Loading />}
      {data === undefined && error !== null && <Failure error={error} again={() => void refetch()} />}
      {data !== undefined && (
        <Table
          caption={t('changedTitle', { from: to - 1, to })}
          columns={columns}
          rows={data.items}
          keyOf={({ orderId }) => orderId}
        />
      )}
      {data?.nextCursor != null && <CardNote>{t('moreOrders')}</CardNote>}
    </Card>
  );
}
