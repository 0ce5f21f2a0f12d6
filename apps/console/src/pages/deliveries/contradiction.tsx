import { useTranslation } from 'react-i18next';
import { RESOLVED_AS_TEXTS } from '#admin-contract/choice-texts.js';
import { orderWord } from '#admin-contract/order-words.js';
import { type Delivery, type DeliveryDetail, type Resolution, resolveAs } from '../../api/deliveries.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

type Contradicting = NonNullable<DeliveryDetail['contradiction']>;
type Side = Contradicting['stated'];

interface ContradictionProps {
  readonly deliveryId: string;
  readonly state: Delivery['state'];
  readonly contradiction: Contradicting;
}

const WAYS: readonly Resolution[] = ['same', 'another', 'discard'];
const ROWS = [
  'storeCode',
  'placedAt',
  'payment',
  'fulfilment',
  'afterSale',
  'totalFen',
  'paidFen',
  'asOf',
] as const;
type Row = (typeof ROWS)[number];

/** Two orders with one number, side by side, and what a person says they are. */
export function Contradiction({ deliveryId, state, contradiction }: ContradictionProps) {
  const { t } = useTranslation('deliveries');
  const both = useBoth();
  const { orderNo, recorded, stated, resolvedAs, resolvedBy } = contradiction;
  const differs: readonly string[] = contradiction.differs;
  return (
    <Card title={t('contradiction')}>
      <p className="px-4 py-3">{t('contradictionMeans', { number: orderNo })}</p>
      <Table<Row>
        caption={t('contradiction')}
        rows={ROWS}
        keyOf={(row) => row}
        columns={[
          {
            ...{ key: 'fact', head: t('fact'), isRowHead: true },
            cell: (row) => (
              <>
                {t(row)} {differs.includes(row) && <Badge tone="bad">{t('differs')}</Badge>}
              </>
            ),
          },
          {
            key: 'recorded',
            head: <PlaceLink to={`/orders/${recorded.orderId}`}>{t('recorded')}</PlaceLink>,
            cell: (row) => <Value side={recorded} row={row} />,
          },
          { key: 'stated', head: t('stated'), cell: (row) => <Value side={stated} row={row} /> },
        ]}
      />
      {state === 'contradicts' && <Ways deliveryId={deliveryId} />}
      {resolvedAs !== null && (
        <p className="border-t border-line px-4 py-3">
          {t('resolved', { by: resolvedBy ?? '—', as: both(RESOLVED_AS_TEXTS[resolvedAs]) })}
        </p>
      )}
    </Card>
  );
}

function Ways({ deliveryId }: { readonly deliveryId: string }) {
  const { t } = useTranslation('deliveries');
  const both = useBoth();
  return (
    <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
      {WAYS.map((as) => (
        <ActButton
          of={resolveAs}
          key={as}
          title={both(RESOLVED_AS_TEXTS[as])}
          irreversible={t('resolveForGood')}
          act={() => resolveAs(deliveryId, as)}
        >
          <p>{t(`means_${as}`)}</p>
        </ActButton>
      ))}
    </div>
  );
}

function Value({ side, row }: { readonly side: Side; readonly row: Row }) {
  const both = useBoth();
  const value = side[row];
  if (value === null) return '—';
  if (row === 'placedAt' || row === 'asOf') return <Instant at={String(value)} />;
  if (row === 'totalFen' || row === 'paidFen') return <Money fen={value as number | bigint} />;
  return row === 'storeCode' ? String(value) : both(orderWord(row, String(value)));
}
