import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../kit/button.js';

/** A page that broke, instead of an empty one. */
export function Failed() {
  const error = useRouteError();
  const { t } = useTranslation();
  const message = error instanceof Error ? error.message : String(error);
  return (
    <main role="alert" className="mx-auto grid max-w-xl justify-items-start gap-3 p-8">
      <h1 className="text-xl font-semibold">{t('failedTitle')}</h1>
      <p>{t('failedUnknown', { message })}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('tryAgain')}
      </Button>
    </main>
  );
}
