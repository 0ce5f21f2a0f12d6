import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { wordOf } from '#admin-contract/flag-words.js';
import { REPAIR_ERROR_TEXTS, VERIFIED_TEXTS } from '#admin-contract/repair-words.js';
import { REPAIR_STATE_TEXTS } from '#admin-contract/state-texts.js';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { dismissRepair, type Repair } from '../../api/repairs.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Facts } from '../../kit/facts.js';
import { Instant } from '../../kit/instant.js';
import { BeforeAfter } from './before-after.js';
import { Approve } from './repair-offers.js';
import { kindText, offerOf } from './repair-words.js';
import { REPAIR_TONES } from './tones.js';

const STILL_TO_BE_DONE: ReadonlySet<Repair['state']> = new Set(['fetching', 'planned', 'approved']);

interface RepairStandsProps {
  readonly one: DiscrepancyDetail;
  readonly repair: Repair;
}

/** How a repair stands: what it would do, who wants it, when what happened, and whether it has helped. */
export function RepairStands({ one, repair }: RepairStandsProps) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const { state, verified } = repair;
  return (
    <div className="grid gap-2 py-3">
      <p className="flex flex-wrap items-baseline gap-2 px-4">
        <span className="font-semibold">{both(kindText(repair.kind))}</span>
        <span className="text-sm text-muted">{t('at', { account: names.account(repair.accountId) })}</span>
        <Badge tone={REPAIR_TONES[state]}>{both(REPAIR_STATE_TEXTS[state])}</Badge>
        {verified !== null && (
          <Badge tone={verified === 'mended' ? 'good' : 'bad'}>{both(VERIFIED_TEXTS[verified])}</Badge>
        )}
      </p>
      <BeforeAfter repair={repair} />
      <RepairFacts repair={repair} zone={names.zoneOf(one.storeId)} />
      {STILL_TO_BE_DONE.has(state) && (
        <div className="flex flex-wrap gap-2 px-4">
          {repair.approvedAt === null && one.state === 'open' && (
            <Approve one={one} offer={offerOf(repair)} />
          )}
          <ActButton
            of={dismissRepair}
            title={t('unwanted')}
            reason="required"
            act={(reason) => dismissRepair(repair.id, reason)}
          >
            <p>{t('unwantedMeans')}</p>
          </ActButton>
        </div>
      )}
    </div>
  );
}

const INSTANTS = ['fetchAskedAt', 'plannedAt', 'approvedAt', 'begunAt', 'endedAt', 'nextLookAt'] as const;
const INSTANT_NAMES = {
  fetchAskedAt: 'askedAt',
  plannedAt: 'plannedAt',
  approvedAt: 'approvedAt',
  begunAt: 'begunAt',
  endedAt: 'endedAt',
  nextLookAt: 'nextLookAt',
} as const satisfies Record<(typeof INSTANTS)[number], string>;

function RepairFacts({ repair, zone }: { readonly repair: Repair; readonly zone: string | undefined }) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const { whyText, errorCode, errorMessage, approvedBy, reason, byPolicy } = repair;
  const said = (name: string, value: string | null): [string, ReactNode][] =>
    value === null ? [] : [[name, value]];
  const times = INSTANTS.flatMap((name): [string, ReactNode][] => {
    const at = repair[name];
    return at === null ? [] : [[t(INSTANT_NAMES[name]), <Instant key={name} at={at} zone={zone} />]];
  });
  return (
    <Facts
      facts={[
        ...said(t('why'), whyText === null ? null : both(whyText)),
        ...said(t('fault'), errorCode === null ? null : both(wordOf(REPAIR_ERROR_TEXTS, errorCode))),
        ...said(t('error'), errorMessage),
        ...said(t('who'), approvedBy ?? t(byPolicy ? 'byPolicy' : 'byPerson')),
        ...said(t('reason'), reason),
        ...times,
      ]}
    />
  );
}
