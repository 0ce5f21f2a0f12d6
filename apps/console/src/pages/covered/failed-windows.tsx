import { useTranslation } from 'react-i18next';
import { dismissUnread, type Window } from '../../api/coverage.js';
import { useNames } from '../../api/names.js';
import { useList } from '../../api/use-list.js';
import { ActButton } from '../../kit/act-button.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { type Column, Table } from '../../kit/table.js';
import { useWindowFault } from './window-fault.js';

/** Stretches that could not be read; they are tried again by themselves. */
export function FailedWindows({ accountId }: { readonly accountId: string | undefined }) {
  const { t } = useTranslation('coverage');
  const names = useNames();
  const list = useList<Window>('window', 'windows', { state: 'failed', accountId });
  const columns: readonly Column<Window>[] = [
    {
      key: 'stream',
      head: t('stream'),
      isRowHead: true,
      cell: (window) => (
        <>
          {names.account(window.accountId)}
          <span className="block text-sm font-normal text-muted">{window.stream}</span>
        </>
      ),
    },
    {
      key: 'time',
      head: t('time'),
      cell: ({ from, to }) => (
        <>
          <Instant at={from} /> – <Instant at={to} />
        </>
      ),
    },
    { key: 'why', head: t('why'), cell: (window) => <Why window={window} /> },
    { key: 'tries', head: t('tries'), isNumber: true, cell: ({ attempts }) => attempts },
    {
      key: 'next',
      head: t('nextTry'),
      cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? t('tryingNow') : <Instant at={nextAttemptAt} />),
    },
  ];
  return (
    <Card title={t('failedTitle')} hint={t('failedHint')}>
      <ListStates list={list} empty={t('failedEmpty')} clear={undefined}>
        <Table
          caption={t('failedTitle')}
          columns={columns}
          rows={list.data?.items ?? []}
          keyOf={({ id }) => id}
        />
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </ListStates>
    </Card>
  );
}

function Why({ window }: { readonly window: Window }) {
  const { t } = useTranslation('coverage');
  const fault = useWindowFault();
  const { errorCode, errorMessage, unread, unreadRows } = window;
  return (
    <div className="grid justify-items-start gap-1">
      {errorCode !== null && <span className="font-medium">{fault(errorCode)}</span>}
      {errorMessage !== null && <span className="text-sm text-muted">{errorMessage}</span>}
      {unread > 0 && <span>{t('unread', { count: unread })}</span>}
      {unreadRows.map(({ id, vendorNo, message }) => (
        <span key={id} className="flex flex-wrap items-center gap-2 text-sm">
          {vendorNo ?? t('noNumber')}: {message}
          <ActButton of={dismissUnread} title={t('dismiss')} act={() => dismissUnread(id)}>
            <p>{t('dismissMeans')}</p>
          </ActButton>
        </span>
      ))}
    </div>
  );
}
