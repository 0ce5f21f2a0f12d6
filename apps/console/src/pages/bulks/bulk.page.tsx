import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { bulkActText } from '#admin-contract/bulk-texts.js';
import { type Bulk, useBulk } from '../../api/bulks.js';
import { ProblemError } from '../../api/problem-error.js';
import { addTexts } from '../../i18n/texts.js';
import { useBoth } from '../../kit/both.js';
import { BulkSteps, StopBulk } from '../../kit/bulk-progress.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { BulkItems } from './bulk-items.js';
import { bulks as texts } from './bulks.texts.js';

addTexts('bulks', texts);

/** One act on many things: who does it and why, how far it is, and what came of each. */
export function BulkPage() {
  const { t } = useTranslation('bulks');
  const { id = '' } = useParams();
  const read = useBulk(id);
  if (read.data !== undefined) return <Shown bulk={read.data} />;
  if (read.error === null) return <Loading />;
  if (read.error instanceof ProblemError && read.error.status === 404)
    return (
      <div className="grid justify-items-start gap-2">
        <PageHead title={t('notFound')} />
        <PlaceLink to="/bulks">{t('back')}</PlaceLink>
      </div>
    );
  return <Failure error={read.error} again={() => void read.refetch()} />;
}

function Shown({ bulk }: { readonly bulk: Bulk }) {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <p>
        <PlaceLink to="/bulks">{t('back')}</PlaceLink>
      </p>
      <PageHead title={both(bulkActText(bulk.act))} hint={both(bulk.words)}>
        <StopBulk bulk={bulk} />
      </PageHead>
      <Card title={t('progress')}>
        <div className="grid gap-2 px-4 pt-3">
          <BulkSteps bulk={bulk} />
        </div>
        <Facts facts={useFacts(bulk)} />
      </Card>
      <BulkItems bulk={bulk} />
    </div>
  );
}

function useFacts(bulk: Bulk) {
  const { t } = useTranslation('bulks');
  const both = useBoth();
  const known = (name: 'reason' | 'startedBy' | 'cancelledBy') => {
    const said = bulk[name];
    return said === null ? [] : [[t(name), said] as const];
  };
  const at = (name: 'startedAt' | 'finishedAt') => {
    const said = bulk[name];
    return said === null ? [] : [[t(name), <Instant key={name} at={said} />] as const];
  };
  return [
    ...known('reason'),
    [t('plannedBy'), bulk.plannedBy] as const,
    ...known('startedBy'),
    ...known('cancelledBy'),
    ...at('startedAt'),
    ...at('finishedAt'),
    [t('undo'), both(bulk.undo)] as const,
  ];
}
