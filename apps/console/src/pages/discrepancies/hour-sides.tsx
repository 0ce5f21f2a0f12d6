import { useTranslation } from 'react-i18next';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { Card } from '../../kit/card.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { SidesTable } from './sides-table.js';

type Name = 'ledger' | 'reported' | 'tickets';

/** Which figures of an hour are held against each other. */
const SIDES: Partial<Readonly<Record<DiscrepancyDetail['rule'], readonly Name[]>>> = {
  hour_differs: ['reported', 'ledger'],
  tickets_differ: ['tickets', 'reported'],
};

/** An hour as it was reported, and as it is. */
export function HourSides({ one }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('discrepancies');
  const names = SIDES[one.rule] ?? [];
  const of = (name: string) => one.evidence[name] ?? null;
  const isOpen = one.state !== 'closed';
  const rowOf = (title: string, values: readonly unknown[], cells: readonly React.ReactNode[]) => ({
    name: title,
    cells,
    isMarked: isOpen && new Set(values).size > 1,
  });
  const sums = names.map((name) => of(`${name}Fen`));
  const counts = names.map((name) => of(name));
  const rows = [
    rowOf(
      t('amount'),
      sums,
      sums.map((fen) => (fen === null ? '—' : <Money key={String(fen)} fen={BigInt(String(fen))} />)),
    ),
    rowOf(
      t('orders'),
      counts,
      counts.map((count) => (count === null ? '—' : String(count))),
    ),
  ];
  return (
    <Card title={t('sidesTitle')} hint={t('sidesHint')}>
      <SidesTable
        caption={t('sidesTitle')}
        sides={names.map((name) => ({ key: name, name: t(name) }))}
        rows={rows}
      />
      {one.storeId !== null && one.hourStart !== null && (
        <p className="border-t border-line px-4 py-2">
          <PlaceLink to={`/sales/hours/${one.storeId}/${encodeURIComponent(one.hourStart)}`}>
            {t('toHour')}
          </PlaceLink>
        </p>
      )}
    </Card>
  );
}
