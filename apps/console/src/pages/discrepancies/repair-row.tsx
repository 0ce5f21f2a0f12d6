import { useTranslation } from 'react-i18next';
import { VERIFIED_TEXTS } from '#admin-contract/repair-words.js';
import { ruleText } from '#admin-contract/rule-texts.js';
import { REPAIR_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useNames } from '../../api/names.js';
import { approveRepair, dismissRepair, type Repair } from '../../api/repairs.js';
import { ActButton } from '../../kit/act-button.js';
import { useAgeWords } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { PlaceLink } from '../../kit/place-link.js';
import { BeforeAfter } from './before-after.js';
import { isForever, kindText, offerOf } from './repair-words.js';
import { REPAIR_TONES } from './tones.js';

/** A repair in a list: what it does and for what, why it waits, and what a person can say of it. */
export function RepairRow({ repair }: { readonly repair: Repair }) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const { state, verified, whyText } = repair;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Badge tone={REPAIR_TONES[state]}>{both(REPAIR_STATE_TEXTS[state])}</Badge>
          <span className="font-medium">{both(kindText(repair.kind))}</span>
          <span className="text-sm text-muted">{t('at', { account: names.account(repair.accountId) })}</span>
          {verified !== null && (
            <Badge tone={verified === 'mended' ? 'good' : 'bad'}>{both(VERIFIED_TEXTS[verified])}</Badge>
          )}
        </p>
        <About repair={repair} />
        {whyText !== null && <p className="text-sm">{both(whyText)}</p>}
      </div>
      {repair.approvedAt === null && repair.endedAt === null && <Decide repair={repair} />}
    </li>
  );
}

function About({ repair }: { readonly repair: Repair }) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const words = useAgeWords();
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
      <PlaceLink to={`/discrepancies/${repair.discrepancyId}`}>{both(ruleText(repair.rule))}</PlaceLink>
      {repair.storeId !== null && <span>{names.store(repair.storeId)}</span>}
      <span>{t('made', { time: words(Date.now() - Date.parse(repair.createdAt)) })}</span>
    </p>
  );
}

function Decide({ repair }: { readonly repair: Repair }) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const kind = both(kindText(repair.kind));
  return (
    <div className="flex flex-wrap gap-2">
      <ActButton
        of={approveRepair}
        look="primary"
        title={t('approveKind', { kind })}
        reason="required"
        irreversible={isForever(repair) ? t('approveForever') : undefined}
        act={(reason) => approveRepair(repair.discrepancyId, offerOf(repair), reason)}
      >
        <p>{t('approveMeans', { kind, account: names.account(repair.accountId) })}</p>
        <BeforeAfter repair={repair} />
      </ActButton>
      <ActButton
        of={dismissRepair}
        title={t('unwanted')}
        reason="required"
        act={(reason) => dismissRepair(repair.id, reason)}
      >
        <p>{t('unwantedMeans')}</p>
      </ActButton>
    </div>
  );
}
