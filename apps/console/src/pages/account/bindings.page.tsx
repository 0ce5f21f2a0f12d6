import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Binding, endBinding, useBindings } from '../../api/bindings.js';
import { useNames } from '../../api/names.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { JobLine } from '../../kit/job-line.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { type Column, Table } from '../../kit/table.js';
import { useShown } from './shown.js';
import { NewBindingForm } from './new-binding.js';

/** Which of the vendor's stores is which of ours, since when and until when. */
export function BindingsPage() {
  const { t } = useTranslation('account');
  const { account } = useShown();
  const bindings = useBindings(account.id);
  const [jobId, follow] = useState<string>();
  const read = { ...bindings, data: bindings.data === undefined ? undefined : { items: bindings.data } };
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      {jobId !== undefined && <JobLine id={jobId} what={t('ordersMoving')} />}
      <Card title={t('bindings')} hint={t('bindingsHint')}>
        <ListStates list={read} empty={t('bindingsEmpty')} clear={undefined}>
          <BindingTable accountId={account.id} bindings={bindings.data ?? []} />
        </ListStates>
      </Card>
      <NewBindingForm accountId={account.id} moving={follow} />
    </div>
  );
}

interface BindingTableProps {
  readonly accountId: string;
  readonly bindings: readonly Binding[];
}

function BindingTable({ accountId, bindings }: BindingTableProps) {
  const { t } = useTranslation('account');
  const names = useNames();
  const at = (instant: string | null, storeId: string, none: string) =>
    instant === null ? none : <Instant at={instant} zone={names.zoneOf(storeId)} />;
  const columns: readonly Column<Binding>[] = [
    { key: 'vendor', head: t('vendorStore'), isRowHead: true, cell: ({ vendorStoreId }) => vendorStoreId },
    {
      key: 'store',
      head: t('ourStore'),
      cell: ({ storeId }) => <PlaceLink to={`/settings/stores/${storeId}`}>{names.store(storeId)}</PlaceLink>,
    },
    { key: 'from', head: t('from'), cell: ({ from, storeId }) => at(from, storeId, t('always')) },
    {
      key: 'to',
      head: t('to'),
      cell: ({ to, storeId }) =>
        to === null ? <Badge tone="good">{t('openEnd')}</Badge> : at(to, storeId, ''),
    },
    {
      key: 'act',
      head: t('acts'),
      cell: (binding) => binding.to === null && <End accountId={accountId} binding={binding} />,
    },
  ];
  return <Table caption={t('bindings')} columns={columns} rows={bindings} keyOf={({ id }) => id} />;
}

function End({ accountId, binding }: { readonly accountId: string; readonly binding: Binding }) {
  const { t } = useTranslation('account');
  const names = useNames();
  return (
    <ActButton
      of={endBinding}
      title={t('endBinding')}
      irreversible={binding.salesSink ? t('endBindingSink') : undefined}
      act={() => endBinding(accountId, binding.id)}
    >
      <p>
        {t('endBindingMeans', { vendorStore: binding.vendorStoreId, store: names.store(binding.storeId) })}
      </p>
    </ActButton>
  );
}
