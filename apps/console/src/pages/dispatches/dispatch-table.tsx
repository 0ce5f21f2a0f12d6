import { useTranslation } from 'react-i18next';
import { causeText } from '#admin-contract/cause-words.js';
import { COMMANDS } from '#admin-contract/flag-words.js';
import type { Dispatch } from '../../api/dispatches.js';
import { useNames } from '../../api/names.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';
import { DispatchState } from './dispatch-state.js';

export function DispatchTable({ dispatches }: { readonly dispatches: readonly Dispatch[] }) {
  const { t } = useTranslation('dispatches');
  const both = useBoth();
  const names = useNames();
  return (
    <Table
      caption={t('title')}
      rows={dispatches}
      keyOf={({ id }) => id}
      columns={[
        {
          ...{ key: 'command', head: t('command'), isRowHead: true },
          cell: ({ id, kind }) => <PlaceLink to={`/dispatches/${id}`}>{both(COMMANDS[kind])}</PlaceLink>,
        },
        {
          key: 'state',
          head: t('state'),
          cell: ({ state }) => (
            <span className="block min-w-24">
              <DispatchState state={state} />
            </span>
          ),
        },
        {
          ...{ key: 'order', head: t('order') },
          cell: ({ orderId, vendorNo }) => (
            <PlaceLink to={`/orders/${orderId}`}>{vendorNo ?? t('seeOrder')}</PlaceLink>
          ),
        },
        { key: 'account', head: t('account'), cell: ({ accountId }) => names.account(accountId) },
        { key: 'store', head: t('store'), cell: ({ storeId }) => names.store(storeId) },
        { key: 'attempts', head: t('attempts'), isNumber: true, cell: ({ attempts }) => attempts },
        {
          ...{ key: 'next', head: t('next') },
          cell: ({ nextAttemptAt, storeId }) =>
            nextAttemptAt === null ? '—' : <Instant at={nextAttemptAt} zone={names.zoneOf(storeId)} />,
        },
        { key: 'why', head: t('why'), cell: (dispatch) => <Why dispatch={dispatch} /> },
        {
          ...{ key: 'made', head: t('madeAt') },
          cell: ({ createdAt, storeId }) => <Instant at={createdAt} zone={names.zoneOf(storeId)} />,
        },
      ]}
    />
  );
}

function Why({ dispatch: { errorCode } }: { readonly dispatch: Dispatch }) {
  const both = useBoth();
  if (errorCode === null) return '';
  const text = causeText('dispatch', errorCode);
  return <span className="block max-w-64 min-w-32">{text === undefined ? errorCode : both(text)}</span>;
}
