import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ruleText } from '#admin-contract/rule-texts.js';
import { DISCREPANCY_STATE_TEXTS, REPAIR_STATE_TEXTS, SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import type { Discrepancy } from '../../api/discrepancies.js';
import type { useNames } from '../../api/names.js';
import { useAgeWords } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { type Both, useBoth } from '../../kit/both.js';
import { SEVERITY_TONES, STATE_TONES } from './tones.js';

interface RowProps {
  readonly one: Discrepancy;
  readonly names: ReturnType<typeof useNames>;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
}

/** A discrepancy in a list: what differs in one sentence, and beneath it what one decides by. */
export function DiscrepancyRow({ one, names, isChosen, choose }: RowProps) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-3 px-4 py-3 hover:bg-raised">
      <input
        type="checkbox"
        className="mt-0.5 size-5 accent-(--accent)"
        aria-label={t('choose', { text: both(one.text) })}
        checked={isChosen}
        onChange={({ target }) => choose(target.checked)}
      />
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <Badge tone={SEVERITY_TONES[one.severity]}>{both(SEVERITY_TEXTS[one.severity])}</Badge>
          <Link
            to={`/discrepancies/${one.id}`}
            className="min-w-0 font-medium break-words underline-offset-2 hover:underline"
          >
            {both(one.text)}
          </Link>
        </p>
        <Facts one={one} names={names} />
      </div>
    </li>
  );
}

const REPAIR_STATES: Readonly<Record<string, Both>> = REPAIR_STATE_TEXTS;

function Facts({ one, names }: Pick<RowProps, 'one' | 'names'>) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const words = useAgeWords();
  const { state, repair, assignee, timesOpened, incidentId } = one;
  const facts = [
    both(ruleText(one.rule)),
    one.storeId === null ? undefined : names.store(one.storeId),
    one.accountId === null ? undefined : names.account(one.accountId),
    t('since', { time: words(Date.now() - Date.parse(one.since)) }),
    assignee === null ? undefined : t('assignedTo', { name: assignee }),
    timesOpened > 1 ? t('timesOpened', { count: timesOpened }) : undefined,
    incidentId === null ? undefined : t('partOfIncident'),
  ];
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      {state !== 'open' && <Badge tone={STATE_TONES[state]}>{both(DISCREPANCY_STATE_TEXTS[state])}</Badge>}
      {facts.map((fact) => fact !== undefined && <span key={fact}>{fact}</span>)}
      {repair !== null && (
        <Badge tone="info">
          {t('repairing', {
            state: both(REPAIR_STATES[repair.state] ?? { zh: repair.state, en: repair.state }),
          })}
        </Badge>
      )}
    </p>
  );
}
