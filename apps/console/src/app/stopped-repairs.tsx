import { useTranslation } from 'react-i18next';
import { type Brake, startBrake, useStoppedBrakes } from '../api/brakes.js';
import { ActButton } from '../kit/act-button.js';
import { Banner } from '../kit/banner.js';
import { useBoth } from '../kit/both.js';
import { Instant } from '../kit/instant.js';

/** More of them are one and the same trouble; all are on the page of alarms. */
const MOST_SHOWN = 3;

/** On every page: where repairs begin by themselves no more, why, and the way to start them again. */
export function StoppedRepairs() {
  const { t } = useTranslation();
  const stopped = useStoppedBrakes().data ?? [];
  return (
    <>
      {stopped.slice(0, MOST_SHOWN).map((brake) => (
        <Stopped key={brake.scope} brake={brake} />
      ))}
      {stopped.length > MOST_SHOWN && (
        <Banner tone="bad">{t('moreStopped', { count: stopped.length - MOST_SHOWN })}</Banner>
      )}
    </>
  );
}

function Stopped({ brake: { scope, account, stop } }: { readonly brake: Brake }) {
  const { t } = useTranslation();
  const both = useBoth();
  const of = account ?? t('allAccounts');
  return (
    <Banner tone="bad">
      <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="flex-1">
          {t('repairsStopped', { account: of })}
          {stop !== null && <span className="font-normal"> · {both(stop.text)}</span>}
        </span>
        <ActButton
          of={startBrake}
          title={t('startRepairs')}
          reason="required"
          act={(reason) => startBrake(scope, reason)}
        >
          <p>{t('repairsStopped', { account: of })}</p>
          {stop !== null && (
            <>
              <p className="font-medium">{both(stop.text)}</p>
              {stop.written !== null && <p className="break-words">“{stop.written}”</p>}
              <p className="text-sm text-muted">
                <Instant at={stop.at} /> · {stop.by ?? t('theHub')}
              </p>
            </>
          )}
          <p>{t('startRepairsMeans')}</p>
        </ActButton>
      </span>
    </Banner>
  );
}
