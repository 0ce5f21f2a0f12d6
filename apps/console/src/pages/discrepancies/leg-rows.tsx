import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { STEPS } from '#admin-contract/discrepancy-words.js';
import { AFTER_SALE_TEXTS } from '#admin-contract/order-words.js';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import type { SideRow } from './sides-table.js';
import type { z } from 'zod';
import type { legDetail } from '#admin-contract/order-leg.js';

type Leg = z.input<typeof legDetail>;
type RowName =
  'number' | 'payment' | 'fulfilment' | 'afterSale' | 'sale' | 'items' | 'placedAt' | 'confirmedAt';

/** What the sides of each rule differ in. */
const MARKED: Partial<Readonly<Record<DiscrepancyDetail['rule'], readonly RowName[]>>> = {
  status_differs: ['fulfilment'],
  alive_after_cancel: ['fulfilment'],
  refunded_before_completion: ['afterSale', 'fulfilment'],
  refunded_after_completion: ['afterSale'],
  amount_differs: ['sale'],
  lines_differ: ['items'],
  duplicate_at_till: ['number'],
  failed_at_suning: ['fulfilment'],
  stuck: ['fulfilment'],
  unconfirmed: ['confirmedAt'],
};

const ROWS = [
  'number',
  'payment',
  'fulfilment',
  'afterSale',
  'sale',
  'items',
  'placedAt',
  'confirmedAt',
] as const satisfies readonly RowName[];

/** What is said of an order, a row a thing, a cell a vendor. Once it has ended nothing is marked any more. */
export function useLegRows(
  { rule, state }: DiscrepancyDetail,
  legs: readonly Leg[],
  zone: string | undefined,
): readonly SideRow[] {
  const { t } = useTranslation('discrepancies');
  const cellOf = useCells(zone);
  const marked = state === 'closed' ? [] : (MARKED[rule] ?? []);
  return ROWS.map((name) => ({
    name: t(name),
    cells: legs.map((leg) => cellOf[name](leg)),
    isMarked: marked.includes(name),
  }));
}

const WORDS: Readonly<Record<string, Both>> = STEPS;
const AFTER_SALES: Readonly<Record<string, Both>> = AFTER_SALE_TEXTS;
const UNSAID = '—';

function useCells(zone: string | undefined): Readonly<Record<RowName, (leg: Leg) => ReactNode>> {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const word = (table: Readonly<Record<string, Both>>, state: string) =>
    both(table[state] ?? { zh: state, en: state });
  const stated = (
    table: Readonly<Record<string, Both>>,
    said: { state: string; raw: string | null } | null,
  ) => (said === null ? UNSAID : <Stated word={word(table, said.state)} raw={said.raw} />);
  const instant = (at: string | null) => (at === null ? UNSAID : <Instant at={at} zone={zone} />);
  return {
    number: ({ orderNo }) => <span className="break-all">{orderNo}</span>,
    payment: ({ payment }) => stated(WORDS, payment),
    fulfilment: ({ fulfilment }) => stated(WORDS, fulfilment),
    afterSale: ({ afterSale }) => stated(AFTER_SALES, afterSale),
    sale: ({ amounts }) => (amounts?.saleFen == null ? UNSAID : <Money fen={amounts.saleFen} />),
    items: ({ lines }) => (lines.length === 0 ? UNSAID : <Lines lines={lines} />),
    placedAt: ({ placedAt }) => instant(placedAt),
    confirmedAt: ({ confirmedAt }) => (confirmedAt === null ? t('neverSaid') : instant(confirmedAt)),
  };
}

/** Our word, and the vendor's own where it is another. */
function Stated({ word, raw }: { readonly word: string; readonly raw: string | null }) {
  return (
    <>
      {word} {raw !== null && raw !== word && <span className="text-sm text-muted">“{raw}”</span>}
    </>
  );
}

function Lines({ lines }: { readonly lines: Leg['lines'] }) {
  return (
    <ul>
      {lines.map(({ itemName, itemSpec, quantity }, at) => (
        <li key={at}>
          {itemName}
          {itemSpec !== null && itemSpec !== '' && <span className="text-muted"> {itemSpec}</span>} ×{' '}
          {quantity}
        </li>
      ))}
    </ul>
  );
}
