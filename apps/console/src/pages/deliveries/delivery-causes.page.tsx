import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DELIVERY_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useDeliveryCauses } from '../../api/deliveries.js';
import { planBulk } from '../../api/bulks.js';
import { addTexts } from '../../i18n/texts.js';
import { May } from '../../kit/may.js';
import { BulkDialog } from '../../kit/bulk-dialog.js';
import { Button } from '../../kit/button.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { CauseTable } from '../causes/cause-table.js';
import { CauseTabs } from '../causes/cause-tabs.js';
import { deliveries as texts } from './deliveries.texts.js';
import { DELIVERY_TONES } from './delivery-state.js';

addTexts('deliveries', texts);

/** What failed of what was pushed: a row for each cause. */
export function DeliveryCausesPage() {
  const { t } = useTranslation('deliveries');
  const list = useDeliveryCauses();
  const [chosen, choose] = useState<Cause>();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('causesLead')} />
      <CauseTabs list="/deliveries" here="causes" count={list.data?.items.length} />
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('noCauses')} clear={undefined}>
          <CauseTable
            kind="delivery"
            list="/deliveries"
            caption={t('title')}
            causes={list.data?.items ?? []}
            states={DELIVERY_STATE_TEXTS}
            tones={DELIVERY_TONES}
            act={(cause) => <Act cause={cause} choose={choose} />}
          />
        </ListStates>
      </section>
      {chosen !== undefined && <ReplayAll cause={chosen} close={() => choose(undefined)} />}
    </div>
  );
}

type Cause = NonNullable<ReturnType<typeof useDeliveryCauses>['data']>['items'][number];

interface ActProps {
  readonly cause: Cause;
  readonly choose: (cause: Cause) => void;
}

function Act({ cause, choose }: ActProps) {
  const { t } = useTranslation('deliveries');
  const { state, count } = cause;
  if (state === 'refused') return <span className="text-sm text-muted">{t('noReplayRefused')}</span>;
  if (state === 'contradicts') return <span className="text-sm text-muted">{t('noReplayContradicts')}</span>;
  return (
    <May of={planBulk}>
      <Button disabled={count === 0} onClick={() => choose(cause)}>
        {t('replayAll')}
      </Button>
    </May>
  );
}

interface ReplayAllProps {
  readonly cause: Cause;
  readonly close: () => void;
}

/** It stands apart from the rows: what is replayed may leave them. */
function ReplayAll({ cause: { state, accountId, errorCode }, close }: ReplayAllProps) {
  const { t } = useTranslation('deliveries');
  return (
    <BulkDialog
      isOpen
      close={close}
      title={t('replayAll')}
      asked={{ act: 'replay', filter: { state, accountId, errorCode } }}
    />
  );
}
