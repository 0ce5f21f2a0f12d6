import { useTranslation } from 'react-i18next';

export function Loading() {
  const { t } = useTranslation();
  return (
    <p role="status" className="px-4 py-3 text-muted">
      {t('loading')}
    </p>
  );
}
