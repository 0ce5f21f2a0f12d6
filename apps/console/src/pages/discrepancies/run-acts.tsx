import { useTranslation } from 'react-i18next';
import { cancelRun, pauseRun, resumeRun, type Run } from '../../api/runs.js';
import { ActButton } from '../../kit/act-button.js';

/** What a person can do with a run that has not come to its end. */
export function RunActs({ run: { id, state, pausedAt } }: { readonly run: Run }) {
  const { t } = useTranslation('runs');
  if (state !== 'open') return null;
  return (
    <>
      {pausedAt === null ? (
        <ActButton of={pauseRun} title={t('pause')} act={() => pauseRun(id)}>
          <p>{t('pauseMeans')}</p>
        </ActButton>
      ) : (
        <ActButton of={resumeRun} look="primary" title={t('resume')} act={() => resumeRun(id)}>
          <p>{t('resumeMeans')}</p>
        </ActButton>
      )}
      <ActButton
        of={cancelRun}
        title={t('cancel')}
        irreversible={t('cancelForever')}
        act={() => cancelRun(id)}
      >
        <p>{t('cancelMeans')}</p>
      </ActButton>
    </>
  );
}
