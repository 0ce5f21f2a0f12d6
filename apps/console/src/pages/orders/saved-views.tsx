import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { Field } from '../../kit/field.js';
import { filtersIn, useKeptViews } from './kept-views.js';

/** Views under names that people gave; the one that is open is marked, and one that is none of them may be saved. */
export function SavedViews() {
  const { t } = useTranslation('orders');
  const { views, add, remove } = useKeptViews();
  const here = filtersIn(useLocation().search);
  const isUnsaved = here !== '' && views.every(({ search }) => search !== here);
  if (views.length === 0 && !isUnsaved) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm font-medium">{t('views')}</span>
      {views.map((view) => (
        <span key={view.name} className="flex items-center rounded-md border border-line bg-surface">
          <Link
            to={{ search: view.search }}
            aria-current={view.search === here ? 'true' : undefined}
            className="rounded-md px-2 py-1 aria-[current]:bg-accent-soft aria-[current]:text-accent"
          >
            {view.name}
          </Link>
          <button
            type="button"
            aria-label={t('forgetView', { name: view.name })}
            className="min-h-7 min-w-7 rounded-md hover:bg-raised"
            onClick={() => remove(view.name)}
          >
            ×
          </button>
        </span>
      ))}
      {isUnsaved && (
        <>
          <Badge tone="warn">{t('unsaved')}</Badge>
          <KeepView add={(name) => add({ name, search: here })} />
        </>
      )}
    </div>
  );
}

function KeepView({ add }: { readonly add: (name: string) => void }) {
  const { t } = useTranslation('orders');
  const [name, setName] = useState('');
  const keep = () => {
    add(name.trim());
    return Promise.resolve();
  };
  return (
    <ActButton of={null} title={t('keep')} act={keep}>
      <Field
        label={t('keepName')}
        hint={t('keepHint')}
        required
        pattern=".*\S.*"
        maxLength={40}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
    </ActButton>
  );
}
