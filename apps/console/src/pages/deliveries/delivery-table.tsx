import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { causeText } from '#admin-contract/cause-words.js';
import { DELIVERY_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { Delivery } from '../../api/deliveries.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { InstantIn } from '../../kit/instant.js';
import { type Column, Table } from '../../kit/table.js';
import { DELIVERY_TONES } from './delivery-state.js';

interface DeliveryTableProps {
  readonly deliveries: readonly Delivery[];
  /** The one that is open. */
  readonly open: string | undefined;
}

export function DeliveryTable({ deliveries, open }: DeliveryTableProps) {
  const { t } = useTranslation('deliveries');
  return (
    <Table
      caption={t('title')}
      rows={deliveries}
      keyOf={({ id }) => id}
      current={open}
      columns={useColumns()}
    />
  );
}

/** Rows come by the hundred: what all of them need is asked for once. */
function useColumns(): readonly Column<Delivery>[] {
  const { t } = useTranslation('deliveries');
  const both = useBoth();
  const names = useNames();
  const zone = useZone();
  const toOpen = useToOpen();
  const why = (code: string | null) => {
    const text = code === null ? undefined : causeText('delivery', code);
    return text === undefined ? code : both(text);
  };
  return [
    {
      ...{ key: 'order', head: t('order'), isRowHead: true },
      cell: (delivery) => (
        <Numbers delivery={delivery} to={toOpen(delivery.id)} none={t('noNumber')}>
          {delivery.times > 1 && t('times', { count: delivery.times })}
        </Numbers>
      ),
    },
    {
      ...{ key: 'state', head: t('state') },
      cell: ({ state }) => (
        <span className="block min-w-24">
          <Badge tone={DELIVERY_TONES[state]}>{both(DELIVERY_STATE_TEXTS[state])}</Badge>
        </span>
      ),
    },
    { key: 'account', head: t('account'), cell: ({ accountId }) => names.account(accountId) },
    { key: 'kind', head: t('kind'), cell: ({ connector }) => connector },
    { key: 'at', head: t('received'), cell: ({ receivedAt }) => <InstantIn at={receivedAt} zone={zone} /> },
    { key: 'attempts', head: t('attempts'), isNumber: true, cell: ({ attempts }) => attempts },
    {
      ...{ key: 'next', head: t('next') },
      cell: ({ nextAttemptAt, awaitsListing }) => {
        if (awaitsListing) return t('listing');
        return nextAttemptAt === null ? '—' : <InstantIn at={nextAttemptAt} zone={zone} />;
      },
    },
    {
      ...{ key: 'why', head: t('why') },
      cell: ({ errorCode }) => <span className="block max-w-64 min-w-32">{why(errorCode)}</span>,
    },
  ];
}

/** Where one is opened beside the list, which keeps its filters and its place. */
function useToOpen(): (id: string) => string {
  const [params] = useSearchParams();
  const others = new URLSearchParams(params);
  others.delete('open');
  const rest = others.toString();
  return (id) => `?${rest === '' ? '' : `${rest}&`}open=${id}`;
}

interface NumbersProps {
  readonly delivery: Delivery;
  readonly to: string;
  /** What it is called that names no order. */
  readonly none: string;
  readonly children: string | false;
}

function Numbers({ delivery: { references }, to, none, children }: NumbersProps) {
  const [first, ...others] = references;
  return (
    <>
      <Link
        to={{ search: to }}
        preventScrollReset
        className="inline-block min-w-36 font-medium break-all text-accent underline underline-offset-2"
      >
        {first?.vendorNo ?? none}
        {others.length > 0 && ` +${String(others.length)}`}
      </Link>
      {children !== false && <span className="block text-sm font-normal text-muted">{children}</span>}
    </>
  );
}
