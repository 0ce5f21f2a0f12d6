import { useTranslation } from 'react-i18next';
import { AUDIT_ACT_TEXTS } from '#admin-contract/audit-texts.js';
import { type AuditEntry, useAudit } from '../../api/audit.js';
import { addTexts } from '../../i18n/texts.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { type Column, Table } from '../../kit/table.js';
import { About, Changed, Who, Why } from './audit-cells.js';
import { AuditFilterBar, type AuditFilters, useAuditFilters } from './audit-filters.js';
import { audit as texts } from './audit.texts.js';

addTexts('audit', texts);

const ACTS: Readonly<Record<string, Both>> = AUDIT_ACT_TEXTS;

/** Who did what. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const filters = useAuditFilters();
  const list = useAudit(filters.values);
  const columns = useColumns(filters);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('list')} hint={t('hint')} />
      <AuditFilterBar filters={filters} />
      <div className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <Table caption={t('list')} columns={columns} rows={list.data?.items ?? []} keyOf={({ id }) => id} />
        </ListStates>
        <ListPages nextCursor={list.data?.nextCursor ?? null} />
      </div>
    </div>
  );
}

function useColumns({ set }: AuditFilters): readonly Column<AuditEntry>[] {
  const { t } = useTranslation('audit');
  const both = useBoth();
  return [
    { key: 'at', head: t('at'), cell: ({ at }) => <Instant at={at} /> },
    {
      key: 'act',
      head: t('act'),
      isRowHead: true,
      cell: ({ act }) => (ACTS[act] === undefined ? act : both(ACTS[act])),
    },
    {
      key: 'who',
      head: t('who'),
      cell: (entry) => <Who entry={entry} only={() => set({ actorId: entry.actor.id ?? undefined })} />,
    },
    {
      key: 'about',
      head: t('about'),
      cell: (entry) => <About entry={entry} only={() => set({ subjectId: entry.subject?.id })} />,
    },
    { key: 'changed', head: t('changed'), cell: (entry) => <Changed entry={entry} /> },
    { key: 'reason', head: t('reason'), cell: (entry) => <Why entry={entry} /> },
    {
      key: 'seal',
      head: t('seal'),
      cell: ({ seal }) =>
        seal === null ? <span className="text-muted">{t('notSealed')}</span> : <code>{seal.seq}</code>,
    },
  ];
}
