import { useTranslation } from 'react-i18next';
import { ruleText } from '#admin-contract/rule-texts.js';
import { DISCREPANCY_STATE_TEXTS, SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Facts } from '../../kit/facts.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';
import { SEVERITY_TONES, STATE_TONES } from './tones.js';

/** What one decides by: how grave, of which rule and store, since when, and who sees to it. */
export function DiscrepancyFacts({ one }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const names = useNames();
  const zone = names.zoneOf(one.storeId);
  const { state, severity, closedAt, closedBy, incidentId } = one;
  const facts = [
    [t('state'), <Badge tone={STATE_TONES[state]}>{both(DISCREPANCY_STATE_TEXTS[state])}</Badge>],
    [t('severity'), <Badge tone={SEVERITY_TONES[severity]}>{both(SEVERITY_TEXTS[severity])}</Badge>],
    [t('rule'), <PlaceLink to={`/discrepancies?rule=${one.rule}`}>{both(ruleText(one.rule))}</PlaceLink>],
    [t('store'), one.storeId === null ? t('noStore') : names.store(one.storeId)],
    [t('account'), <Account id={one.accountId} name={names.account(one.accountId)} />],
    [t('assignee'), one.assignee ?? t('nobody')],
    [t('sinceAt'), <Instant at={one.since} zone={zone} />],
    [t('firstSeen'), <FirstSeen one={one} zone={zone} />],
  ] as const;
  const ended =
    closedAt === null
      ? []
      : [[t('closedAt'), <Closed key="closed" at={closedAt} zone={zone} by={closedBy} />] as const];
  const incident =
    incidentId === null
      ? []
      : [
          [
            t('incident'),
            <PlaceLink key="incident" to={`/discrepancies?incidentId=${incidentId}`}>
              {t('oneIncident')}
            </PlaceLink>,
          ] as const,
        ];
  return <Facts facts={[...facts, ...incident, ...ended]} />;
}

const Account = ({ id, name }: { readonly id: string | null; readonly name: string }) =>
  id === null ? name : <PlaceLink to={`/accounts/${id}`}>{name}</PlaceLink>;

interface FirstSeenProps {
  readonly one: DiscrepancyDetail;
  readonly zone: string | undefined;
}

function FirstSeen({ one: { openedAt, timesOpened }, zone }: FirstSeenProps) {
  const { t } = useTranslation('discrepancies');
  return (
    <>
      <Instant at={openedAt} zone={zone} /> {timesOpened > 1 && t('timesOpened', { count: timesOpened })}
    </>
  );
}

interface ClosedProps {
  readonly at: string;
  readonly zone: string | undefined;
  readonly by: DiscrepancyDetail['closedBy'];
}

function Closed({ at, zone, by }: ClosedProps) {
  const both = useBoth();
  return (
    <>
      <Instant at={at} zone={zone} /> {by !== null && both(by)}
    </>
  );
}
