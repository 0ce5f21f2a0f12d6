import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../kit/badge.js';
import { Button } from '../../kit/button.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { type Column, Table } from '../../kit/table.js';
import type { ComparedDay } from './days.js';

type Amount = ComparedDay['till'];

interface DayTableProps {
  readonly days: readonly ComparedDay[];
  readonly chosen: string | undefined;
  readonly choose: (day: string | undefined) => void;
}

/** Days side by side; one of them can be looked into. */
export function DayTable({ days, chosen, choose }: DayTableProps) {
  const { t } = useTranslation('salesDays');
  const amounts = (['storefront', 'till', 'counted', 'reported'] as const).map(
    (side): Column<ComparedDay> => ({
      ...{ key: side, head: t(side), isNumber: true },
      cell: (day) => <AmountCell amount={day[side]} />,
    }),
  );
  const columns: readonly Column<ComparedDay>[] = [
    {
      ...{ key: 'day', head: t('day'), isRowHead: true },
      cell: ({ businessDate }) => <PlaceLink to={`/sales?date=${businessDate}`}>{businessDate}</PlaceLink>,
    },
    ...amounts,
    {
      ...{ key: 'gapTill', head: t('gapTill'), isNumber: true },
      cell: ({ storefront, till }) => <Gap one={storefront} other={till} />,
    },
    {
      ...{ key: 'gapReported', head: t('gapReported'), isNumber: true },
      cell: ({ counted, reported }) => <Gap one={counted} other={reported} />,
    },
    {
      ...{ key: 'why', head: '' },
      cell: ({ businessDate }) => (
        <Button
          aria-expanded={chosen === businessDate}
          onClick={() => choose(chosen === businessDate ? undefined : businessDate)}
        >
          {chosen === businessDate ? t('close') : t('why')}
        </Button>
      ),
    },
  ];
  return (
    <Table
      caption={t('hint')}
      columns={columns}
      rows={days}
      keyOf={({ businessDate }) => businessDate}
      current={chosen}
    />
  );
}

function AmountCell({ amount: { totalFen, orders } }: { readonly amount: Amount }): ReactNode {
  const { t } = useTranslation('salesDays');
  return (
    <>
      <Money fen={totalFen} />
      <span className="block text-sm whitespace-nowrap text-muted">{t('orders', { count: orders })}</span>
    </>
  );
}

function Gap({ one, other }: { readonly one: Amount; readonly other: Amount }) {
  const { t } = useTranslation('salesDays');
  const fen = Number(one.totalFen) - Number(other.totalFen);
  if (fen === 0 && one.orders === other.orders) return <Badge tone="good">{t('agree')}</Badge>;
  return (
    <Badge tone="warn">
      <Money fen={fen} /> · {t('orders', { count: one.orders - other.orders })}
    </Badge>
  );
}
