import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import type { Filters } from './use-filters.js';

interface FilterChipsProps<Name extends string> {
  readonly filters: Filters<Name>;
  /** What a filter says, with its value. */
  readonly words: (name: Name, value: string) => string;
}

/** What narrows a list, each to be taken away by itself. */
export function FilterChips<Name extends string>({ filters, words }: FilterChipsProps<Name>) {
  const { t } = useTranslation();
  if (filters.clear === undefined) return null;
  return (
    <ul className="flex flex-wrap items-center gap-2" aria-label={t('filters')}>
      {(Object.entries(filters.values) as [Name, string][]).map(([name, value]) => {
        const text = words(name, value);
        return (
          <li key={name} className="flex items-center rounded-md bg-info-soft pl-2 text-sm text-info">
            {text}
            <button
              type="button"
              className="min-h-7 min-w-7 rounded-md font-bold hover:bg-raised"
              aria-label={t('takeAway', { filter: text })}
              onClick={() => filters.set({ [name]: undefined } as Parameters<typeof filters.set>[0])}
            >
              ×
            </button>
          </li>
        );
      })}
      <li>
        <Button look="quiet" onClick={filters.clear}>
          {t('clearFilters')}
        </Button>
      </li>
    </ul>
  );
}
