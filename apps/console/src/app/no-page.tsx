import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTitle } from './title.js';

export function NoPage() {
  const { t } = useTranslation();
  useTitle(t('noPage'));
  return (
    <div className="grid justify-items-start gap-2">
      <h1 className="text-xl font-semibold">{t('noPage')}</h1>
      <p className="text-muted">{t('noPageHint')}</p>
      <Link to="/" className="text-accent underline">
        {t('toToday')}
      </Link>
    </div>
  );
}
