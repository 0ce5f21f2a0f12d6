import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MASKED_LEGS_TEXT, orderWord } from '#admin-contract/order-words.js';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { classes } from '../../kit/classes.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { Contact } from './contact.js';
import { type Compared, factOf, factsOf, isOtherwise, type Leg } from './leg-facts.js';
import { Lines } from './lines.js';

/** What every vendor says of the order, side by side; what they say otherwise is marked. */
export function Legs({ order: { legs, maskedLegs } }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const names = useNames();
  if (legs.length === 0)
    return (
      <Card title={t('legs')}>
        <CardNote>{t('legsNone')}</CardNote>
      </Card>
    );
  return (
    <Card title={t('legs')} hint={t('legsHint')}>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('legs')}>
        <table className="w-full text-left">
          <thead>
            <tr className="*:px-4 *:py-2">
              <th scope="col" className="text-sm font-medium text-muted">
                {t('says')}
              </th>
              {legs.map((leg) => (
                <th key={leg.id} scope="col" className="font-semibold">
                  {names.account(leg.accountId)}
                  <span className="block text-sm font-normal text-muted">{leg.connector}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Identity legs={legs} />
            {factsOf(legs).map((fact) => (
              <FactRow key={fact} fact={fact} legs={legs} />
            ))}
            <Bought legs={legs} />
          </tbody>
        </table>
      </div>
      {maskedLegs.length > 0 && <CardNote>{both(MASKED_LEGS_TEXT)}</CardNote>}
    </Card>
  );
}

interface OfLegs {
  readonly legs: readonly Leg[];
}

interface RowProps extends OfLegs {
  readonly name: string;
  readonly cell: (leg: Leg) => ReactNode;
}

const Row = ({ name, legs, cell }: RowProps) => (
  <tr className="border-t border-line align-top *:px-4 *:py-2">
    <th scope="row" className="font-medium whitespace-nowrap text-muted">
      {name}
    </th>
    {legs.map((leg) => (
      <td key={leg.id}>{cell(leg)}</td>
    ))}
  </tr>
);

/** Where and when each has it. */
function Identity({ legs }: OfLegs) {
  const { t } = useTranslation('order');
  const names = useNames();
  const storeOf = ({ storeId, vendorStoreId }: Leg) =>
    storeId === null ? (vendorStoreId ?? '—') : names.store(storeId);
  return (
    <>
      <Row name={t('number')} legs={legs} cell={(leg) => <span className="break-all">{leg.orderNo}</span>} />
      <Row name={t('store')} legs={legs} cell={storeOf} />
      <Row name={t('placedAt')} legs={legs} cell={(leg) => at(leg.placedAt, names.zoneOf(leg.storeId))} />
      <Row
        name={t('paidAt')}
        legs={legs}
        cell={(leg) => at(leg.payment?.paidAt ?? null, names.zoneOf(leg.storeId))}
      />
    </>
  );
}

/** What was bought, by whom, and how new that is. */
function Bought({ legs }: OfLegs) {
  const { t } = useTranslation('order');
  const names = useNames();
  return (
    <>
      <Row name={t('lines')} legs={legs} cell={(leg) => <Lines lines={leg.lines} />} />
      <Row name={t('contact')} legs={legs} cell={(leg) => <Contact contact={leg.contact} />} />
      <Row
        name={t('confirmedAt')}
        legs={legs}
        cell={(leg) => at(leg.confirmedAt, names.zoneOf(leg.storeId))}
      />
    </>
  );
}

const at = (instant: string | null, zone: string | undefined) =>
  instant === null ? '—' : <Instant at={instant} zone={zone} />;

interface FactRowProps {
  readonly fact: Compared;
  readonly legs: readonly Leg[];
}

function FactRow({ fact, legs }: FactRowProps) {
  const { t } = useTranslation('order');
  const differs = isOtherwise(legs, fact);
  return (
    <tr className={classes('border-t border-line align-top *:px-4 *:py-2', differs && 'bg-warn-soft')}>
      <th
        scope="row"
        className={classes('font-medium whitespace-nowrap', differs ? 'text-warn' : 'text-muted')}
      >
        {t(fact)} {differs && <Badge tone="warn">{t('differs')}</Badge>}
      </th>
      {legs.map((leg) => (
        <td key={leg.id} className={classes(differs && 'font-semibold text-warn')}>
          <FactValue fact={fact} leg={leg} />
        </td>
      ))}
    </tr>
  );
}

function FactValue({ fact, leg }: { readonly fact: Compared; readonly leg: Leg }) {
  const both = useBoth();
  const value = factOf(leg, fact);
  if (value === undefined) return '—';
  if (fact !== 'payment' && fact !== 'fulfilment' && fact !== 'afterSale')
    return <Money fen={value as number | bigint} />;
  const raw = leg[fact]?.raw ?? null;
  return (
    <>
      {both(orderWord(fact, String(value)))}
      {raw !== null && <span className="text-sm"> “{raw}”</span>}
    </>
  );
}
