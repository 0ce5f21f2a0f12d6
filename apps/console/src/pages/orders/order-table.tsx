import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { orderWord } from '#admin-contract/order-words.js';
import { useNames } from '../../api/names.js';
import type { Order } from '../../api/orders.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';
import { orderNumber } from '../../kit/order-number.js';

interface OrderTableProps {
  readonly orders: readonly Order[];
  readonly current?: string | undefined;
}

export function OrderTable({ orders, current }: OrderTableProps) {
  const { t } = useTranslation('orders');
  const names = useNames();
  return (
    <Table
      caption={t('title')}
      rows={orders}
      keyOf={({ id }) => id}
      current={current}
      columns={[
        { key: 'number', head: t('number'), isRowHead: true, cell: (order) => <Numbers order={order} /> },
        {
          key: 'status',
          head: t('status'),
          cell: ({ status }) => (
            <Whole>
              <StatusBadge status={status} />
            </Whole>
          ),
        },
        { key: 'store', head: t('store'), cell: ({ storeId }) => names.store(storeId) },
        {
          key: 'placed',
          head: t('placed'),
          cell: ({ placedAt, storeId }) =>
            placedAt === null ? '—' : <Instant at={placedAt} zone={names.zoneOf(storeId)} />,
        },
        { key: 'total', head: t('total'), isNumber: true, cell: ({ totalFen }) => moneyOr(totalFen) },
        { key: 'sold', head: t('sold'), isNumber: true, cell: ({ saleFen }) => moneyOr(saleFen) },
        { key: 'look', head: t('look'), cell: (order) => <ToLookAt order={order} /> },
      ]}
    />
  );
}

/** A word that no break parts, however wide what there is to look at. */
const Whole = ({ children }: { readonly children: ReactNode }) => (
  <span className="whitespace-nowrap">{children}</span>
);

const moneyOr = (fen: number | bigint | null) => (fen === null ? '—' : <Money fen={fen} />);

function Numbers({ order }: { readonly order: Order }) {
  const names = useNames();
  const accounts = [...new Set(order.legs.map(({ accountId }) => names.account(accountId)))];
  return (
    <>
      <PlaceLink to={`/orders/${order.id}`}>{orderNumber(order)}</PlaceLink>
      <span className="block text-sm font-normal text-muted">{accounts.join(' · ')}</span>
    </>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  completed: 'good',
  cancelled: 'bad',
  refunded: 'warn',
  unknown: 'warn',
};

export function StatusBadge({ status }: { readonly status: string }) {
  const both = useBoth();
  return <Badge tone={TONES[status] ?? 'plain'}>{both(orderWord('status', status))}</Badge>;
}

function ToLookAt({ order: { attention, discrepancies } }: { readonly order: Order }) {
  const { t, i18n } = useTranslation('orders');
  if (attention.length === 0 && discrepancies.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {discrepancies.length > 0 && (
        <li>
          <Badge tone="bad">{t('differs', { count: discrepancies.length })}</Badge>
        </li>
      )}
      {attention.map((flag) => (
        <li key={`${flag.code} ${JSON.stringify(flag.params)}`} className="max-w-72">
          {i18n.language === 'en' ? flag.en : flag.zh}
        </li>
      ))}
    </ul>
  );
}
