import { useTranslation } from 'react-i18next';
import { DISPATCH_FILTERS, useDispatchCauses, useDispatches } from '../../api/commands.js';
import { addTexts } from '../../i18n/texts.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { useFilters } from '../../kit/use-filters.js';
import { CauseTabs } from '../causes/cause-tabs.js';
import { DispatchFilters } from './dispatch-filters.js';
import { DispatchTable } from './dispatch-table.js';
import { dispatches as texts } from './dispatches.texts.js';

addTexts('dispatches', texts);

/** What tills are to do, the newest first. */
export function DispatchesPage() {
  const { t } = useTranslation('dispatches');
  const filters = useFilters(DISPATCH_FILTERS);
  const list = useDispatches(filters.values);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('lead')} />
      <CauseTabs list="/dispatches" here="list" count={useDispatchCauses().data?.items.length} />
      <DispatchFilters filters={filters} />
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <DispatchTable dispatches={list.data?.items ?? []} />
          <ListPages nextCursor={list.data?.nextCursor ?? null} />
        </ListStates>
      </section>
    </div>
  );
}
