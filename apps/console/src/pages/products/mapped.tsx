import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Product, removeProduct } from '../../api/products.js';
import { useList } from '../../api/use-list.js';
import { ActButton } from '../../kit/act-button.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Field } from '../../kit/field.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { type Column, Table } from '../../kit/table.js';
import { useFilters } from '../../kit/use-filters.js';
import { NewProduct } from './new-product.js';

interface MappedProps {
  readonly accountId: string;
  readonly name: string;
}

/** What is mapped, found by a part of the item's name. */
export function Mapped({ accountId, name }: MappedProps) {
  const { t } = useTranslation('products');
  const { values, set } = useFilters(['item']);
  const list = useList<Product>('account', `accounts/${accountId}/products`, { q: values.item });
  const [text, setText] = useState(values.item ?? '');
  return (
    <Card title={t('mappedTitle', { till: name })} hint={t('mappedHint')}>
      <form
        className="flex flex-wrap items-end gap-2 px-4 py-3"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          set({ item: text.trim() });
        }}
      >
        <Field label={t('find')} value={text} onChange={({ target }) => setText(target.value)} />
        <Button type="submit">{t('findIt')}</Button>
        <NewProduct accountId={accountId} />
      </form>
      <ListStates
        list={list}
        empty={t('mappedEmpty')}
        clear={
          values.item === undefined
            ? undefined
            : () => {
                setText('');
                set({ item: undefined });
              }
        }
      >
        <ProductTable accountId={accountId} products={list.data?.items ?? []} />
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </ListStates>
    </Card>
  );
}

interface ProductTableProps {
  readonly accountId: string;
  readonly products: readonly Product[];
}

function ProductTable({ accountId, products }: ProductTableProps) {
  const { t } = useTranslation('products');
  const columns: readonly Column<Product>[] = [
    {
      key: 'item',
      head: t('item'),
      isRowHead: true,
      cell: ({ itemName }) => <span className="inline-block min-w-24">{itemName}</span>,
    },
    { key: 'spec', head: t('spec'), cell: ({ itemSpec }) => (itemSpec === '' ? t('anySpec') : itemSpec) },
    { key: 'uid', head: t('productUid'), cell: ({ productUid }) => <code>{productUid}</code> },
    { key: 'units', head: t('units'), isNumber: true, cell: ({ units }) => units },
    {
      key: 'act',
      head: t('acts'),
      cell: (product) => (
        <ActButton
          of={removeProduct}
          title={t('remove')}
          irreversible={t('removeLost')}
          act={() => removeProduct(accountId, product)}
        >
          <p>{t('removeMeans', { item: `${product.itemName} ${product.itemSpec}`.trim() })}</p>
        </ActButton>
      ),
    },
  ];
  return <Table caption={t('mappedCaption')} columns={columns} rows={products} keyOf={({ id }) => id} />;
}
