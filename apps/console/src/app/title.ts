import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** What the browser's tab says while a page is open. */
export function useTitle(page: string): void {
  const { t } = useTranslation();
  const title = `${page} · ${t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
