import { useTranslation } from 'react-i18next';
import type { DispatchDetail } from '../../api/commands.js';
import { useNames } from '../../api/names.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';
import { Why } from '../causes/why.js';
import { DispatchActs } from './dispatch-acts.js';
import { DispatchState } from './dispatch-state.js';

/** How it stands and why, what to do, and to do it. */
export function DispatchStanding({ dispatch }: { readonly dispatch: DispatchDetail }) {
  const { t } = useTranslation('dispatches');
  const zone = useNames().zoneOf(dispatch.storeId);
  const { state, attempts, nextAttemptAt, ways } = dispatch;
  return (
    <Card title={t('whatIs')}>
      <div className="grid gap-3 px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <DispatchState state={state} />
          <span>
            {t('attempts')}: {attempts}
          </span>
          {nextAttemptAt !== null && (
            <span>
              {t('next')}: <Instant at={nextAttemptAt} zone={zone} />
            </span>
          )}
        </p>
        <p>{t(`stands_${state}`)}</p>
        {state === 'unknown' && ways.length === 0 && <p>{t('underWay')}</p>}
        <Why kind="dispatch" errorCode={dispatch.errorCode} errorMessage={dispatch.errorMessage} />
        <DispatchActs dispatch={dispatch} />
      </div>
    </Card>
  );
}
