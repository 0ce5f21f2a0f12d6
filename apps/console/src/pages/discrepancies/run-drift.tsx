import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import { type Run, useEndedRuns } from '../../api/runs.js';
import { dayOf } from '../../i18n/days.js';
import { Bars } from '../../kit/bars.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Instant } from '../../kit/instant.js';
import { Loading } from '../../kit/loading.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Table } from '../../kit/table.js';

const MOST_SHOWN = 31;

/** Whether more and more orders differ: what every whole run has shown. */
export function RunDrift() {
  const { t } = useTranslation('drift');
  const read = useEndedRuns();
  return (
    <Card title={t('runsTitle')} hint={t('runsHint')}>
      {read.data !== undefined && <Shown runs={read.data.filter(isWhole).slice(0, MOST_SHOWN)} />}
      {read.data === undefined &&
        (read.error === null ? (
          <Loading />
        ) : (
          <Failure error={read.error} again={() => void read.refetch()} />
        ))}
    </Card>
  );
}

const isWhole = ({ storeId, accountId, rule, cancelledAt, report }: Run): boolean =>
  storeId === null && accountId === null && rule === null && cancelledAt === null && !report.isCutShort;

/** @param runs the newest first */
function Shown({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation('drift');
  const zone = useZone();
  if (runs.length === 0) return <CardNote>{t('runsNone')}</CardNote>;
  const bars = [...runs].reverse().map(({ id, createdAt, report: { compared, differing } }) => {
    const day = dayOf(createdAt, zone);
    return { key: id, label: day, value: differing, words: t('runWords', { day, compared, differing }) };
  });
  return (
    <>
      <div className="px-4 pt-3">
        <Bars title={t('runsTitle')} bars={bars} written={String} />
      </div>
      <Table
        caption={t('runsTitle')}
        rows={runs}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'run',
            head: t('run'),
            isRowHead: true,
            cell: ({ id, createdAt }) => (
              <PlaceLink to={`/discrepancies/runs/${id}`}>
                <Instant at={createdAt} />
              </PlaceLink>
            ),
          },
          { key: 'compared', head: t('compared'), isNumber: true, cell: ({ report }) => report.compared },
          { key: 'differing', head: t('differing'), isNumber: true, cell: ({ report }) => report.differing },
          {
            key: 'share',
            head: t('share'),
            isNumber: true,
            cell: ({ report: { compared, differing } }) =>
              compared === 0 ? '—' : t('percent', { percent: ((differing / compared) * 100).toFixed(1) }),
          },
        ]}
      />
    </>
  );
}
