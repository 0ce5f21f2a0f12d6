import { useTranslation } from 'react-i18next';
import { ageOf } from '../i18n/instants.js';

/** Says how long something takes, in its largest whole unit. */
export function useAgeWords(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const [unit, count] = ageOf(ms);
    return t(unit, { count });
  };
}

/** How long ago something was, as of when it was read. */
export function Age({ ms }: { readonly ms: number }) {
  const { t } = useTranslation();
  const words = useAgeWords();
  return <span className="whitespace-nowrap">{t('ago', { time: words(ms) })}</span>;
}
