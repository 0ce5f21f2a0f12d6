import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ORDER_FILTERS, useOrders } from '../../api/orders.js';
import { usePlaceState } from '../../api/place-state.js';
import { addTexts } from '../../i18n/texts.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { useFilters } from '../../kit/use-filters.js';
import { useKeys } from '../../kit/use-keys.js';
import { KeysHelp } from './keys-help.js';
import { OrderFilters } from './order-filters.js';
import { OrderSearch } from './order-search.js';
import { OrderTable } from './order-table.js';
import { orders as texts } from './orders.texts.js';
import { SavedViews } from './saved-views.js';

addTexts('orders', texts);

/** Finds an order by any number of it, or lists those that match. */
export function OrdersPage() {
  const { t } = useTranslation('orders');
  const filters = useFilters(ORDER_FILTERS);
  const { text } = usePlaceState();
  const list = useOrders(filters.values, text);
  const navigate = useNavigate();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const items = list.data?.items ?? [];
  const [at, setAt] = useState(-1);
  const go = (by: number) => setAt((now) => Math.max(0, Math.min(items.length - 1, now + by)));
  const current = items[at];
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => current !== undefined && void navigate(`/orders/${current.id}`),
    '/': () => document.querySelector<HTMLInputElement>('input[name=text]')?.focus(),
    '?': () => setHelpOpen(true),
  });
  const clear =
    filters.clear ?? (text === undefined ? undefined : () => void navigate('/orders', { state: null }));
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')}>
        <KeysHelp isOpen={isHelpOpen} setOpen={setHelpOpen} />
      </PageHead>
      <OrderSearch />
      <OrderFilters filters={filters} />
      <SavedViews />
      <section
        className="min-w-0 rounded-lg border border-line bg-surface"
        aria-busy={list.isPlaceholderData}
      >
        <ListStates list={list} empty={t('empty')} clear={clear}>
          <OrderTable orders={items} current={current?.id} />
          <ListPages nextCursor={list.data?.nextCursor ?? null} />
        </ListStates>
      </section>
    </div>
  );
}
