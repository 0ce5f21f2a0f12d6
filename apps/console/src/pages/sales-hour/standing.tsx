import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FILLS_TEXTS } from '#admin-contract/choice-texts.js';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import { useNames } from '../../api/names.js';
import { queryOf } from '../../api/use-list.js';
import { yuanOf } from '../../i18n/money.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';
import { PlaceLink } from '../../kit/place-link.js';
import { endOf, type HourDetail, type HourProps, type Standing } from './hour.js';

const TONES: Readonly<Record<Standing['state'], Tone>> = {
  ...{ waiting: 'info', held: 'info', provisional: 'warn', reported: 'good', differs: 'warn' },
  ...{ unknown: 'warn', failed: 'bad', conflict: 'bad', hole: 'bad' },
};

/** The figure, where the hour stands, and what is waited for. */
export function StandingCard(props: HourProps) {
  const { place, hour, standing } = props;
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  const names = useNames();
  const fills = standing?.fills ?? null;
  const zone = names.zoneOf(place.storeId);
  const facts: (readonly [string, ReactNode])[] = [
    [t('state'), <State key="state" end={endOf(props)} standing={standing} />],
    ...(standing?.accountId == null ? [] : [[t('account'), names.account(standing.accountId)] as const]),
    ...(hour === null ? [] : figures(hour, t)),
    ...(hour === null
      ? []
      : [[t('derivedAt'), <Instant key="derived" at={hour.derivedAt} zone={zone} />] as const]),
    ...(fills === null ? [] : [[t('fills'), both(FILLS_TEXTS[fills])] as const]),
    ...(standing?.heldBy ?? []).map(
      ({ accountId, stream }) =>
        [t('heldBy'), t('stream', { account: names.account(accountId), stream })] as const,
    ),
  ];
  return (
    <Card title={t('standing')}>
      <Facts facts={facts} />
      <div className="grid gap-2 px-4 pb-3">
        <Notes hour={hour} standing={standing} zone={zone} />
        <p>
          <PlaceLink
            to={`/orders?${queryOf({ storeId: place.storeId, from: place.hourStart, to: endOf(props) })}`}
          >
            {t('toOrders')}
          </PlaceLink>
        </p>
      </div>
    </Card>
  );
}

const figures = (
  { totalFen, orders, items, lines }: HourDetail,
  t: (key: 'total' | 'orders' | 'items' | 'lines') => string,
): (readonly [string, ReactNode])[] => [
  [
    t('total'),
    <span key="total" className="text-lg font-semibold">
      <Money fen={totalFen} />
    </span>,
  ],
  ...(
    [
      ['orders', orders],
      ['items', items],
      ['lines', lines],
    ] as const
  ).map(([name, count]) => [t(name), String(count)] as const),
];

interface StateProps {
  readonly standing: Standing | null;
  /** ISO 8601, UTC. */
  readonly end: string;
}

function State({ standing, end }: StateProps) {
  const { t } = useTranslation('salesHour');
  const both = useBoth();
  if (standing !== null)
    return <Badge tone={TONES[standing.state]}>{both(HOUR_STATE_TEXTS[standing.state])}</Badge>;
  return <Badge>{t(end > new Date().toISOString() ? 'notOver' : 'nobodyTakes')}</Badge>;
}

interface NotesProps extends Pick<HourProps, 'hour' | 'standing'> {
  readonly zone: string | undefined;
}

/** What a person has to know of it. */
function Notes({ hour, standing, zone }: NotesProps) {
  const { t } = useTranslation('salesHour');
  const isMoving = (hour ?? standing)?.waitsForJobId != null;
  return (
    <>
      {hour === null && <p className="text-muted">{t('notDerived')}</p>}
      {hour?.differs != null && (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-warn">
          {t(`wait_${hour.differs.why}`)}{' '}
          {hour.differs.until !== null && <Until at={hour.differs.until} zone={zone} />}
        </p>
      )}
      {hour?.provisional === true && <p className="text-warn">{t('provisional')}</p>}
      {hour?.difference != null && (
        <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {t('difference', { amount: yuanOf(hour.difference.totalFen), orders: hour.difference.orders })}
        </p>
      )}
      {isMoving && <p className="text-warn">{t('onTheMove')}</p>}
    </>
  );
}

function Until({ at, zone }: { readonly at: string; readonly zone: string | undefined }) {
  const { t } = useTranslation('salesHour');
  const [before = '', after = ''] = t('until', { time: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <Instant at={at} zone={zone} />
      {after}
    </>
  );
}
