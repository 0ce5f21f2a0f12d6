import { useTranslation } from 'react-i18next';
import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';
import type { Language } from '../../i18n/language.js';
import { useBoth } from '../../kit/both.js';
import { classes } from '../../kit/classes.js';
import { HOUR_STATES, type HourState, MARKS } from './hour-marks.js';
import { shadeClass } from './shades.js';
import { shortYuan } from './short-yuan.js';

interface LegendProps {
  readonly bounds: readonly number[];
  readonly states: ReadonlyMap<HourState, number>;
  readonly chosen: HourState | undefined;
  readonly choose: (state: HourState | undefined) => void;
}

/** What colours and marks mean; a mark that the day has shows, when it is pressed, only the stores that have it. */
export function Legend({ bounds, states, chosen, choose }: LegendProps) {
  const { t } = useTranslation('sales');
  const shown = HOUR_STATES.filter((state) => states.has(state) || state === chosen);
  return (
    <div role="group" aria-label={t('legend')} className="flex flex-wrap items-start gap-x-6 gap-y-2 text-sm">
      <Shades bounds={bounds} />
      <div className="flex flex-wrap gap-1.5">
        {shown.map((state) => (
          <Mark
            key={state}
            state={state}
            count={states.get(state) ?? 0}
            isChosen={chosen === state}
            toggle={() => choose(chosen === state ? undefined : state)}
          />
        ))}
      </div>
      <AllMarks />
    </div>
  );
}

function Shades({ bounds }: { readonly bounds: readonly number[] }) {
  const { t, i18n } = useTranslation('sales');
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  if (bounds.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-muted">{t('perHour')}</span>
      <ul className="flex flex-wrap items-center gap-px">
        {[0, ...bounds].map((bound, at) => (
          <li key={bound} className={classes('px-2 py-1 text-xs', shadeClass(at + 1))}>
            {at === 0 ? `<${shortYuan(bounds[0] ?? 0, language)}` : `≥${shortYuan(bound, language)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface MarkProps {
  readonly state: HourState;
  readonly count: number;
  readonly isChosen: boolean;
  readonly toggle: () => void;
}

function Mark({ state, count, isChosen, toggle }: MarkProps) {
  const { t } = useTranslation('sales');
  const words = useBoth()(HOUR_STATE_TEXTS[state]);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title={t('onlyState')}
      onClick={toggle}
      className={classes(
        'inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2 text-left',
        isChosen ? 'border-accent bg-accent-soft text-accent' : 'border-line hover:bg-raised',
      )}
    >
      <span aria-hidden className="font-bold">
        {MARKS[state]}
      </span>{' '}
      {words} <span className={isChosen ? '' : 'text-muted'}>{count}</span>
    </button>
  );
}

/** Those too that the day has not. */
function AllMarks() {
  const { t } = useTranslation('sales');
  const both = useBoth();
  return (
    <details className="py-1">
      <summary className="cursor-pointer text-muted">{t('allMarks')}</summary>
      <dl className="mt-1 grid grid-cols-[max-content_1fr] gap-x-3">
        {HOUR_STATES.map((state) => (
          <div key={state} className="contents">
            <dt className="font-bold">{MARKS[state]}</dt>
            <dd>{both(HOUR_STATE_TEXTS[state])}</dd>
          </div>
        ))}
        <dt />
        <dd>{t('noMark')}</dd>
      </dl>
    </details>
  );
}
