import { useTranslation } from 'react-i18next';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import { DAY_REASON_TEXTS } from '#admin-contract/kind-texts.js';
import type { Store } from '../../api/stores.js';
import { timeOf } from '../../i18n/instants.js';
import { yuanOf } from '../../i18n/money.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import type { ComparedDay } from './days.js';

interface DayWhyProps {
  readonly store: Store;
  readonly day: ComparedDay;
}

/** Where the sides of a day part, by reason, with the orders and hours behind it. */
export function DayWhy({ store, day }: DayWhyProps) {
  const { t } = useTranslation('salesDays');
  const both = useBoth();
  const byOrders = (['storefrontTill', 'countedSold'] as const).map((side) => ({
    side,
    rest: day[side].rest,
    reasons: day[side].explained.map(({ reason, orderIds, ...amount }) => ({
      ...{ ...amount, key: reason, text: both(DAY_REASON_TEXTS[reason]) },
      links: orderIds.map((id) => ({ to: `/orders/${id}`, label: id.slice(-6) })),
    })),
  }));
  const byHours = {
    side: 'countedReported' as const,
    rest: day.countedReported.rest,
    reasons: day.countedReported.explained.map(({ state, hours, ...amount }) => ({
      ...{ ...amount, key: state, text: both(HOUR_STATE_TEXTS[state]) },
      links: hours.map((hour) => ({
        to: `/sales/hours/${store.id}/${hour}`,
        label: timeOf(hour, store.timeZone),
      })),
    })),
  };
  return (
    <Card title={t('whyTitle', { date: day.businessDate })} hint={t('delivered', { count: day.deliveries })}>
      <div className="grid gap-4 px-4 py-3">
        {[...byOrders, byHours].map((part) => (
          <Explained key={part.side} {...part} />
        ))}
        <p>
          <PlaceLink to={`/sales?date=${day.businessDate}`}>{t('toDay')}</PlaceLink>
        </p>
      </div>
    </Card>
  );
}

interface Reason {
  readonly key: string;
  readonly text: string;
  readonly totalFen: number | bigint;
  readonly orders: number;
  readonly links: readonly { readonly to: string; readonly label: string }[];
}

interface ExplainedProps {
  readonly side: 'storefrontTill' | 'countedSold' | 'countedReported';
  readonly reasons: readonly Reason[];
  readonly rest: ComparedDay['storefrontTill']['rest'];
}

function Explained({ side, reasons, rest }: ExplainedProps) {
  const { t } = useTranslation('salesDays');
  const isExplained = rest.differing === 0;
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{t(side)}</h3>
      {reasons.length === 0 && isExplained && <p className="text-muted">{t('nothing')}</p>}
      <ul className="grid gap-1">
        {reasons.map((reason) => (
          <ReasonLine key={reason.key} reason={reason} />
        ))}
      </ul>
      {!isExplained && (
        <p className="font-medium text-warn">
          {t('rest', {
            amount: yuanOf(rest.totalFen),
            orders: rest.orders,
            differing: rest.differing,
          })}
        </p>
      )}
      {isExplained && reasons.length > 0 && <p className="text-sm text-muted">{t('allExplained')}</p>}
    </section>
  );
}

const SHOWN = 12;

function ReasonLine({ reason: { text, totalFen, orders, links } }: { readonly reason: Reason }) {
  const { t } = useTranslation('salesDays');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="font-medium">{text}</span>
      <Money fen={totalFen} />
      <span className="text-muted">{t('orders', { count: orders })}</span>
      {links.slice(0, SHOWN).map(({ to, label }) => (
        <PlaceLink key={to} to={to}>
          {label}
        </PlaceLink>
      ))}
      {links.length > SHOWN && (
        <span className="text-muted">{t('more', { count: links.length - SHOWN })}</span>
      )}
    </li>
  );
}
