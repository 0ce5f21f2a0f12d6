import { useTranslation } from 'react-i18next';
import { AUDIT_ACT_TEXTS, AUDIT_EXPORT_TEXTS, AUDIT_SUBJECT_TEXTS } from '#admin-contract/audit-texts.js';
import { auditExportAt } from '../../api/audit.js';
import { useZone } from '../../api/me.js';
import { type Both, useBoth } from '../../kit/both.js';
import { useChoices } from '../../kit/choices.js';
import { DaysBetween, useDayWords } from '../../kit/days-between.js';
import { FilterChips } from '../../kit/filter-chips.js';
import { Select } from '../../kit/select.js';
import { type Filters, useFilters } from '../../kit/use-filters.js';

const FILTERS = ['act', 'subjectKind', 'actorId', 'subjectId', 'from', 'to'] as const;
type FilterName = (typeof FILTERS)[number];
export type AuditFilters = Filters<FilterName>;

export const useAuditFilters = (): AuditFilters => useFilters(FILTERS);

const ACTS: Readonly<Record<string, Both>> = AUDIT_ACT_TEXTS;
const SUBJECTS: Readonly<Record<string, Both>> = AUDIT_SUBJECT_TEXTS;
const FILES = Object.keys(AUDIT_EXPORT_TEXTS) as (keyof typeof AUDIT_EXPORT_TEXTS)[];

/** What the list can be narrowed to, what it is narrowed to, and the same as a file. */
export function AuditFilterBar({ filters }: { readonly filters: AuditFilters }) {
  const { t } = useTranslation('audit');
  const zone = useZone();
  const choices = useChoices();
  const words = useFilterWords(zone);
  const { values, set } = filters;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('act')}
          value={values.act ?? ''}
          choices={[{ value: '', label: t('everyAct') }, ...choices(AUDIT_ACT_TEXTS)]}
          onChange={(act) => set({ act })}
        />
        <Select
          label={t('subject')}
          value={values.subjectKind ?? ''}
          choices={[{ value: '', label: t('everySubject') }, ...choices(AUDIT_SUBJECT_TEXTS)]}
          onChange={(subjectKind) => set({ subjectKind })}
        />
        <DaysBetween filters={filters} from={t('from')} to={t('to')} zone={zone} />
        <Files filters={filters} />
      </div>
      <FilterChips filters={filters} words={words} />
    </div>
  );
}

function Files({ filters: { values } }: { readonly filters: AuditFilters }) {
  const { t } = useTranslation('audit');
  const both = useBoth();
  return FILES.map((as) => (
    <a
      key={as}
      href={auditExportAt(values, as)}
      download={`audit.${as}`}
      className="inline-flex min-h-9 items-center font-medium text-accent underline underline-offset-2"
    >
      {t('export', { as: both(AUDIT_EXPORT_TEXTS[as]) })}
    </a>
  ));
}

function useFilterWords(zone: string): (name: FilterName, value: string) => string {
  const { t } = useTranslation('audit');
  const both = useBoth();
  const days = useDayWords(zone);
  const said = (texts: Readonly<Record<string, Both>>, value: string): string =>
    texts[value] === undefined ? value : both(texts[value]);
  return (name, value) => {
    if (name === 'act') return said(ACTS, value);
    if (name === 'subjectKind') return said(SUBJECTS, value);
    if (name === 'actorId') return t('oneActor');
    return name === 'subjectId' ? t('oneThing') : days[name](value);
  };
}
