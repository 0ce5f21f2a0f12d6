import { useTranslation } from 'react-i18next';
import { DISPATCH_ERROR_TEXTS } from '#admin-contract/error-texts.js';
import { COMMANDS, wordOf } from '#admin-contract/flag-words.js';
import { DISPATCH_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { type Dispatch, useOrderDispatches } from '../../api/dispatches.js';
import { useNames } from '../../api/names.js';
import { command, type Move } from '../../api/order-acts.js';
import type { OrderDetail } from '../../api/orders.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';
import { TillDiffers } from './till-differs.js';

const TONES: Readonly<Record<Dispatch['state'], Tone>> = {
  ...{ held: 'warn', waiting: 'info', unknown: 'warn', done: 'good', failed: 'bad', withdrawn: 'plain' },
};

/** What was and can be commanded of tills about the order. */
export function Commands({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const names = useNames();
  const list = useOrderDispatches(order.id);
  const tills = [...new Set((list.data?.items ?? []).map(({ accountId }) => accountId))];
  return (
    <Card title={t('commands')}>
      <TillDiffers order={order} />
      <ListStates list={list} empty={t('commandsNone')} clear={undefined}>
        <Table
          caption={t('commands')}
          rows={list.data?.items ?? []}
          keyOf={({ id }) => id}
          columns={[
            {
              ...{ key: 'kind', head: t('command'), isRowHead: true },
              cell: ({ id, kind }) => <PlaceLink to={`/dispatches/${id}`}>{both(COMMANDS[kind])}</PlaceLink>,
            },
            { key: 'till', head: t('till'), cell: ({ accountId }) => names.account(accountId) },
            {
              ...{ key: 'state', head: t('state') },
              cell: ({ state }) => <Badge tone={TONES[state]}>{both(DISPATCH_STATE_TEXTS[state])}</Badge>,
            },
            { key: 'no', head: t('tillNumber'), cell: ({ vendorNo }) => vendorNo ?? '—' },
            {
              key: 'error',
              head: t('why'),
              cell: ({ errorCode }) =>
                errorCode === null ? '' : both(wordOf(DISPATCH_ERROR_TEXTS, errorCode)),
            },
            { key: 'at', head: t('madeAt'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
          ]}
        />
      </ListStates>
      {tills.map((till) => (
        <Moves key={till} orderId={order.id} till={till} />
      ))}
    </Card>
  );
}

const MOVES: readonly Move[] = ['place', 'ship', 'complete', 'cancel'];

function Moves({ orderId, till }: { readonly orderId: string; readonly till: string }) {
  const { t } = useTranslation('order');
  const names = useNames();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
      <span className="text-sm text-muted">{t('atTill', { till: names.account(till) })}</span>
      {MOVES.map((move) => (
        <ActButton
          of={command}
          key={move}
          title={t(`do_${move}`)}
          reason="optional"
          irreversible={t('atTillForGood')}
          act={(reason) => command(orderId, till, move, reason)}
        >
          <p>{t(`means_${move}`, { till: names.account(till) })}</p>
        </ActButton>
      ))}
    </div>
  );
}
