import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISPATCH_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useDispatchCauses } from '../../api/commands.js';
import { planBulk } from '../../api/bulks.js';
import { addTexts } from '../../i18n/texts.js';
import { May } from '../../kit/may.js';
import { BulkDialog } from '../../kit/bulk-dialog.js';
import { Button } from '../../kit/button.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { CauseTable } from '../causes/cause-table.js';
import { CauseTabs } from '../causes/cause-tabs.js';
import { DISPATCH_TONES } from './dispatch-state.js';
import { dispatchActs } from './dispatch-acts.texts.js';
import { dispatches as texts } from './dispatches.texts.js';

addTexts('dispatches', texts);
addTexts('dispatchActs', dispatchActs);

/** What tills have not done: a row for each cause. */
export function DispatchCausesPage() {
  const { t } = useTranslation('dispatches');
  const list = useDispatchCauses();
  const [chosen, choose] = useState<Cause>();
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('causesLead')} />
      <CauseTabs list="/dispatches" here="causes" count={list.data?.items.length} />
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('noCauses')} clear={undefined}>
          <CauseTable
            kind="dispatch"
            list="/dispatches"
            caption={t('title')}
            causes={list.data?.items ?? []}
            states={DISPATCH_STATE_TEXTS}
            tones={DISPATCH_TONES}
            act={(cause) => <Act cause={cause} choose={choose} />}
          />
        </ListStates>
      </section>
      {chosen !== undefined && <RetryAll cause={chosen} close={() => choose(undefined)} />}
    </div>
  );
}

type Cause = NonNullable<ReturnType<typeof useDispatchCauses>['data']>['items'][number];

interface ActProps {
  readonly cause: Cause;
  readonly choose: (cause: Cause) => void;
}

/** What may be at the till is looked at one by one; what waits is tried by itself. */
function Act({ cause, choose }: ActProps) {
  const { t } = useTranslation('dispatchActs');
  const { state, errorCode, count } = cause;
  const muted = (text: string) => <span className="text-sm text-muted">{text}</span>;
  if (state === 'waiting') return muted(t('bySelf'));
  if (state === 'unknown' || errorCode === 'maybe_placed') return muted(t('oneByOne'));
  if (errorCode === 'unmapped_item') return muted(t('whyMapping'));
  return (
    <May of={planBulk}>
      <Button disabled={count === 0} onClick={() => choose(cause)}>
        {t('retryAll')}
      </Button>
    </May>
  );
}

interface RetryAllProps {
  readonly cause: Cause;
  readonly close: () => void;
}

/** It stands apart from the rows: what is sent leaves them. */
function RetryAll({ cause: { state, accountId, errorCode }, close }: RetryAllProps) {
  const { t } = useTranslation('dispatchActs');
  return (
    <BulkDialog
      isOpen
      close={close}
      title={t('retryAll')}
      asked={{ act: 'release', filter: { state, accountId, errorCode } }}
    >
      <p>{t('retryMeans')}</p>
    </BulkDialog>
  );
}
