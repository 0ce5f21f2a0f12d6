import { useTranslation } from 'react-i18next';
import { endSession, type Session, useSessions } from '../../api/settings.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { ListStates } from '../../kit/list-states.js';
import { type Column, Table } from '../../kit/table.js';

/** Who is signed in, and where. */
export function SessionsPage() {
  const { t } = useTranslation('settings');
  const sessions = useSessions();
  const read = { ...sessions, data: sessions.data === undefined ? undefined : { items: sessions.data } };
  const columns: readonly Column<Session>[] = [
    {
      key: 'who',
      head: t('who'),
      isRowHead: true,
      cell: ({ actor, current }) => (
        <>
          {actor.name} {current && <Badge tone="info">{t('thisSession')}</Badge>}
        </>
      ),
    },
    { key: 'client', head: t('client'), cell: ({ client }) => <span className="text-sm">{client}</span> },
    { key: 'since', head: t('signedInAt'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { key: 'used', head: t('lastUsedAt'), cell: ({ lastUsedAt }) => <Instant at={lastUsedAt} /> },
    { key: 'ends', head: t('endsAt'), cell: ({ endsAt }) => <Instant at={endsAt} /> },
    {
      key: 'act',
      head: t('acts'),
      cell: ({ id, current, actor }) => (
        <ActButton of={endSession} title={t('endSession')} act={() => endSession(id)}>
          <p>{current ? t('endOwnSession') : t('endSessionMeans', { name: actor.name })}</p>
        </ActButton>
      ),
    },
  ];
  return (
    <Card title={t('sessions')} hint={t('sessionsHint')}>
      <ListStates list={read} empty={t('sessionsEmpty')} clear={undefined}>
        <Table caption={t('sessions')} columns={columns} rows={sessions.data ?? []} keyOf={({ id }) => id} />
      </ListStates>
    </Card>
  );
}
