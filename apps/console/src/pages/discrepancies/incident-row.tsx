import { useTranslation } from 'react-i18next';
import { ruleText } from '#admin-contract/rule-texts.js';
import { INCIDENT_STATE_TEXTS, SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import type { Incident } from '../../api/incidents.js';
import { useAgeWords } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { PlaceLink } from '../../kit/place-link.js';
import { IncidentActs } from './incident-acts.js';
import { SEVERITY_TONES } from './tones.js';

/** An incident: what it is, how its discrepancies stand, and what can be decided of all. */
export function IncidentRow({ incident }: { readonly incident: Incident }) {
  const { t } = useTranslation('incidents');
  const both = useBoth();
  const words = useAgeWords();
  const { id, severity, state, open, dismissed, accepted, closed, count, lastAt } = incident;
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        {severity !== null && <Badge tone={SEVERITY_TONES[severity]}>{both(SEVERITY_TEXTS[severity])}</Badge>}
        <Badge tone={state === 'open' ? 'warn' : 'good'}>{both(INCIDENT_STATE_TEXTS[state])}</Badge>
        <span className="min-w-0 font-medium break-words">{both(incident.text)}</span>
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        <span>{both(ruleText(incident.rule))}</span>
        <span>{t('stands', { open, dismissed, accepted, closed })}</span>
        <span>{t('last', { time: words(Date.now() - Date.parse(lastAt)) })}</span>
        <PlaceLink to={`/discrepancies?incidentId=${id}&state=any`}>{t('look', { count })}</PlaceLink>
      </p>
      {open > 0 && <IncidentActs incident={incident} />}
    </li>
  );
}
