import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { ruleText } from '#admin-contract/rule-texts.js';
import { type DiscrepancyCount, useDiscrepancyCounts } from '../../api/discrepancies.js';
import { useAgeWords } from '../../kit/age.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { ANY_STATE } from './discrepancy-filters.js';
import { SEVERITY_TONES } from './tones.js';

const GRAVEST_FIRST = ['error', 'warn', 'info'] as const;

interface RuleQueuesProps {
  readonly state: string;
  readonly rule: string | undefined;
  /** The list is narrowed to it, and what is counted beside the list is as well. */
  readonly severity: string | undefined;
  /** By something that is not counted: then no number stands beside a rule. */
  readonly isNarrowed: boolean;
}

/** How many of each rule stand in a state, the gravest first, with the age of the oldest: each is a queue. */
export function RuleQueues({ state, rule, severity, isNarrowed }: RuleQueuesProps) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const counted = (useDiscrepancyCounts().data ?? []).filter(
    (one) => one.state === state && (severity === undefined || one.severity === severity),
  );
  if (state === 'closed' || state === ANY_STATE) return null;
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const queues = GRAVEST_FIRST.flatMap((grave) => counted.filter((one) => one.severity === grave));
  return (
    <nav aria-label={t('rulesTitle')}>
      <ul className="flex flex-wrap gap-2">
        <li>
          <Queue to={undefined} label={t('allRules')} isHere={rule === undefined}>
            {!isNarrowed && <Badge>{all}</Badge>}
          </Queue>
        </li>
        {queues.map((one) => (
          <li key={`${one.rule} ${one.severity}`}>
            <Queue to={one.rule} label={both(ruleText(one.rule))} isHere={rule === one.rule}>
              {!isNarrowed && <Counted count={one} />}
            </Queue>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface QueueProps {
  readonly to: string | undefined;
  readonly label: string;
  readonly isHere: boolean;
  readonly children: React.ReactNode;
}

function Queue({ to, label, isHere, children }: QueueProps) {
  const [params] = useSearchParams();
  const after = new URLSearchParams(params);
  after.delete('cursor');
  if (to === undefined) after.delete('rule');
  else after.set('rule', to);
  return (
    <Link
      to={`?${after.toString()}`}
      aria-current={isHere ? 'true' : undefined}
      className="flex min-h-9 flex-wrap items-center gap-x-2 rounded-md border border-line bg-surface px-3 py-1.5 hover:bg-raised aria-[current]:border-accent aria-[current]:bg-accent-soft"
    >
      <span className="font-medium">{label}</span>
      {children}
    </Link>
  );
}

function Counted({ count }: { readonly count: DiscrepancyCount }) {
  return (
    <>
      <Badge tone={SEVERITY_TONES[count.severity]}>{count.count}</Badge>
      <Oldest count={count} />
    </>
  );
}

function Oldest({ count: { oldestAt } }: { readonly count: DiscrepancyCount }) {
  const { t } = useTranslation('discrepancies');
  const words = useAgeWords();
  return (
    <span className="text-sm text-muted">
      {t('oldest', { time: words(Date.now() - Date.parse(oldestAt)) })}
    </span>
  );
}
