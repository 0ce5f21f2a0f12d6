import { useTranslation } from 'react-i18next';
import { type Overview, useOverview } from '../../api/overview.js';
import { useMe } from '../../api/me.js';
import { FirstUser } from '../../app/first-user.js';
import { useTitle } from '../../app/title.js';
import { clockOf } from '../../i18n/instants.js';
import { addTexts } from '../../i18n/texts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { accounts } from '../accounts/accounts.texts.js';
import { Changed } from './changed.js';
import { useLastLook } from './last-look.js';
import { Quotas } from './quotas.js';
import { Reading } from './reading.js';
import { SlowStores } from './slow-stores.js';
import { StoreSales } from './store-sales.js';
import { today as texts } from './today.texts.js';
import { Unwell } from './unwell.js';
import { Waiting } from './waiting.js';

addTexts('today', texts);
addTexts('accounts', accounts);

/** What an operator looks at first: what sells, what is wrong, and what waits for somebody. */
export function TodayPage() {
  const { t } = useTranslation('today');
  useTitle(t('title'));
  const [since, seen] = useLastLook();
  const overview = useOverview(since);
  if (overview.data !== undefined) return <Today overview={overview.data} seen={seen} />;
  if (overview.error === null) return <Loading />;
  return <Failure error={overview.error} again={() => void overview.refetch()} />;
}

interface TodayProps {
  readonly overview: Overview;
  readonly seen: (at: string) => void;
}

function Today({ overview, seen }: TodayProps) {
  const { t } = useTranslation('today');
  const zone = useMe().data?.hub.zone ?? 'Asia/Shanghai';
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h1 className="text-xl font-semibold">{t('title')}</h1>
        <p className="text-sm text-muted">{t('asOf', { time: clockOf(overview.asOf, zone), zone })}</p>
      </div>
      <FirstUser />
      <Changed changed={overview.changed} queues={overview.queues} seen={() => seen(overview.asOf)} />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <SlowStores stores={overview.stores} />
          <StoreSales stores={overview.stores} asOf={overview.asOf} />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Waiting overview={overview} />
          <Unwell accounts={overview.accounts} asOf={overview.asOf} />
          <Reading coverage={overview.coverage} />
          <Quotas quotas={overview.quotas} zone={zone} />
        </div>
      </div>
    </div>
  );
}
