import { useTranslation } from 'react-i18next';
import { DAY_REASON_TEXTS } from '#admin-contract/kind-texts.js';
import { apartOf, type StoreDay } from '../../api/store-days.js';
import { useBoth } from '../../kit/both.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

/** What each side sold on each day, by how much they are apart, and what explains it. */
export function StoreDays({ days }: { readonly days: readonly StoreDay[] }) {
  const { t } = useTranslation('drift');
  const amount = (name: 'storefront' | 'till' | 'counted' | 'reported') => ({
    key: name,
    head: t(name),
    isNumber: true,
    cell: (day: StoreDay) => <Money fen={day[name].totalFen} />,
  });
  return (
    <Table
      caption={t('table')}
      rows={days}
      keyOf={({ businessDate }) => businessDate}
      columns={[
        {
          key: 'day',
          head: t('day'),
          isRowHead: true,
          cell: ({ businessDate }) => <Day date={businessDate} />,
        },
        amount('storefront'),
        amount('till'),
        { key: 'apart', head: t('apart'), isNumber: true, cell: (day) => <Money fen={apartOf(day)} /> },
        { key: 'why', head: t('why'), cell: (day) => <Why day={day} /> },
        amount('counted'),
        amount('reported'),
        {
          key: 'notReported',
          head: t('notReported'),
          isNumber: true,
          cell: ({ counted, reported }) => (
            <Money fen={BigInt(counted.totalFen) - BigInt(reported.totalFen)} />
          ),
        },
      ]}
    />
  );
}

const Day = ({ date }: { readonly date: string }) => <span className="whitespace-nowrap">{date}</span>;

/** The reasons, each with its orders behind it. */
function Why({ day: { storefrontTill } }: { readonly day: StoreDay }) {
  const { t } = useTranslation('drift');
  const both = useBoth();
  const { explained, rest } = storefrontTill;
  if (explained.length === 0 && rest.differing === 0) return <span className="text-muted">{t('same')}</span>;
  return (
    <ul className="grid min-w-56 gap-1">
      {explained.map(({ reason, orders, totalFen, orderIds }) => (
        <li key={reason}>
          <details>
            <summary className="cursor-pointer">
              {t('reason', { reason: both(DAY_REASON_TEXTS[reason]), count: orders })}{' '}
              <Money fen={totalFen} />
            </summary>
            <ul className="flex flex-wrap gap-x-3">
              {orderIds.map((id) => (
                <li key={id}>
                  <PlaceLink to={`/orders/${id}`}>{t('order', { id: id.slice(-6) })}</PlaceLink>
                </li>
              ))}
            </ul>
          </details>
        </li>
      ))}
      {rest.differing > 0 && (
        <li className="font-medium text-bad">
          {t('unexplained', { count: rest.differing })} <Money fen={rest.totalFen} />
        </li>
      )}
    </ul>
  );
}
