import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type DiscrepancyDetail, useDiscrepancy } from '../../api/discrepancies.js';
import { ProblemError } from '../../api/problem-error.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { DiscrepancyActs } from './discrepancy-acts.js';
import { DiscrepancyFacts } from './discrepancy-facts.js';
import { Evidence } from './evidence.js';
import { History } from './history.js';
import { HourSides } from './hour-sides.js';
import { OrderSides } from './order-sides.js';
import { Repairs } from './repairs.js';

/** One discrepancy: what differs, what each vendor said, what would mend it, and what has happened. */
export function DiscrepancyView() {
  const { t } = useTranslation('discrepancies');
  const { id = '' } = useParams();
  const read = useDiscrepancy(id);
  if (read.data !== undefined) return <Shown one={read.data} />;
  if (read.error === null) return <Loading />;
  if (read.error instanceof ProblemError && read.error.status === 404)
    return (
      <div className="grid justify-items-start gap-2">
        <PageHead title={t('notFound')} />
        <PlaceLink to="/discrepancies">{t('title')}</PlaceLink>
      </div>
    );
  return <Failure error={read.error} again={() => void read.refetch()} />;
}

function Shown({ one }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <p>
        <PlaceLink to="/discrepancies">{t('title')}</PlaceLink>
      </p>
      <PageHead title={both(one.text)}>
        <DiscrepancyActs one={one} />
      </PageHead>
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          {one.orderId !== null && <OrderSides one={one} orderId={one.orderId} />}
          {one.hourStart !== null && <HourSides one={one} />}
          <Repairs one={one} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Card title={t('about')}>
            <DiscrepancyFacts one={one} />
          </Card>
          <Evidence one={one} />
          <History one={one} />
        </div>
      </div>
    </div>
  );
}
