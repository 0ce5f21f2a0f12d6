import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenAlarms } from '../api/alarms.js';

/** What the browser's tab says while a page is open: alarms that nobody has taken come first. */
export function useTitle(page: string): void {
  const { t } = useTranslation();
  const alarms = useOpenAlarms({ isAsked: false }) ?? 0;
  const title = `${alarms === 0 ? '' : `(${String(alarms)}) `}${page} · ${t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
