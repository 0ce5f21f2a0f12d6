import { useTranslation } from 'react-i18next';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { type Repair, useRepairsOf } from '../../api/repairs.js';
import { Card, CardNote } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { Offers } from './repair-offers.js';
import { RepairStands } from './repair-stands.js';

/** What is done about a discrepancy, what could be, and what was. */
export function Repairs({ one }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('repairs');
  const read = useRepairsOf(one.id);
  return (
    <Card title={t('title')}>
      {read.data !== undefined && <Read one={one} all={read.data} />}
      {read.data === undefined &&
        (read.error === null ? (
          <Loading />
        ) : (
          <Failure error={read.error} again={() => void read.refetch()} />
        ))}
    </Card>
  );
}

function Read({ one, all }: { readonly one: DiscrepancyDetail; readonly all: readonly Repair[] }) {
  const { t } = useTranslation('repairs');
  const live = all.find(({ id }) => id === one.repair?.id);
  const [last] = all;
  // What was done last is what one looks for, ended or not.
  const shown = live ?? (one.state === 'open' && last?.state !== 'done' ? undefined : last);
  const past = all.filter(({ id }) => id !== shown?.id);
  const canOffer = one.state === 'open' && (live === undefined || live.approvedAt === null);
  return (
    <>
      {shown !== undefined && <RepairStands one={one} repair={shown} />}
      {canOffer && <Offers one={one} live={live} />}
      {canOffer && one.repairs.length === 0 && live === undefined && <CardNote>{t('none')}</CardNote>}
      {!canOffer && shown === undefined && <CardNote>{t('ended')}</CardNote>}
      {past.length > 0 && (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-2 font-medium">
            {t('past', { count: past.length })}
          </summary>
          <div className="divide-y divide-line">
            {past.map((repair) => (
              <RepairStands key={repair.id} one={one} repair={repair} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}
