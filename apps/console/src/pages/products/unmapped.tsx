import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/may.js';
import { saveProducts, type UnmappedItem, useUnmappedItems } from '../../api/products.js';
import { May } from '../../kit/may.js';
import { Age } from '../../kit/age.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { type Column, Table } from '../../kit/table.js';
import { Faults } from './faults.js';

const keyOf = ({ itemName, itemSpec }: UnmappedItem): string => JSON.stringify([itemName, itemSpec]);

/** Items that orders wait for: what is filled in is mapped in one go, and the orders are sent. */
export function Unmapped({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('products');
  const unmapped = useUnmappedItems(accountId);
  const items = unmapped.data?.items ?? [];
  const [uids, setUids] = useState<Readonly<Record<string, string>>>({});
  const filled = items.filter((item) => (uids[keyOf(item)] ?? '').trim() !== '');
  const saving = useSaving({ accountId, items: filled, uids }, () => setUids({}));
  return (
    <Card title={t('unmappedTitle')} hint={t('unmappedHint')}>
      <ListStates list={unmapped} empty={t('unmappedNone')} clear={undefined}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            saving.mutate();
          }}
        >
          <ItemTable
            items={items}
            uids={uids}
            set={(key, uid) => setUids((all) => ({ ...all, [key]: uid }))}
          />
          <div className="grid justify-items-start gap-2 border-t border-line px-4 py-3">
            <Faults error={saving.error} />
            <May of={saveProducts}>
              <Button look="primary" type="submit" disabled={filled.length === 0 || saving.isPending}>
                {t('mapAll', { count: filled.length })}
              </Button>
            </May>
          </div>
        </form>
      </ListStates>
      <p role="status" className="px-4 text-good">
        {saving.isSuccess && t('mapped', { count: saving.data.saved })}
      </p>
    </Card>
  );
}

interface Filled {
  readonly accountId: string;
  readonly items: readonly UnmappedItem[];
  /** What was typed for each, by its key. */
  readonly uids: Readonly<Record<string, string>>;
}

function useSaving({ accountId, items, uids }: Filled, saved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      saveProducts(
        accountId,
        items.map((item) => ({
          itemName: item.itemName,
          ...(item.itemSpec === null ? {} : { itemSpec: item.itemSpec }),
          productUid: (uids[keyOf(item)] ?? '').trim(),
        })),
      ),
    onSuccess: async () => {
      saved();
      await queries.invalidateQueries();
    },
  });
}

interface ItemTableProps {
  readonly items: readonly UnmappedItem[];
  readonly uids: Readonly<Record<string, string>>;
  readonly set: (key: string, uid: string) => void;
}

function ItemTable({ items, uids, set }: ItemTableProps) {
  const { t } = useTranslation('products');
  const now = Date.now();
  const may = useMay()(saveProducts);
  const uid: Column<UnmappedItem> = {
    key: 'uid',
    head: t('productUid'),
    cell: (item) => (
      <input
        aria-label={t('productOf', { item: [item.itemName, item.itemSpec ?? ''].join(' ').trim() })}
        inputMode="numeric"
        autoComplete="off"
        value={uids[keyOf(item)] ?? ''}
        onChange={({ target }) => set(keyOf(item), target.value)}
        className="min-h-9 w-52 rounded-md border border-muted bg-surface px-2 text-ink"
      />
    ),
  };
  const columns: readonly Column<UnmappedItem>[] = [
    {
      key: 'item',
      head: t('item'),
      isRowHead: true,
      cell: ({ itemName, itemSpec }) => (
        <span className="inline-block min-w-24">
          {itemName}
          {itemSpec !== null && <span className="block text-sm font-normal text-muted">{itemSpec}</span>}
        </span>
      ),
    },
    {
      key: 'orders',
      head: t('ordersWait'),
      isNumber: true,
      cell: ({ orders, newestOrderId }) => <PlaceLink to={`/orders/${newestOrderId}`}>{orders}</PlaceLink>,
    },
    { key: 'since', head: t('oldest'), cell: ({ oldestAt }) => <Age ms={now - Date.parse(oldestAt)} /> },
    ...(may ? [uid] : []),
  ];
  return <Table caption={t('unmappedTitle')} columns={columns} rows={items} keyOf={keyOf} />;
}
