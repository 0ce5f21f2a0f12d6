import { useTranslation } from 'react-i18next';
import { ageOf } from '../i18n/instants.js';

/** How long ago something was, as of when it was read. */
export function Age({ ms, ago = true }: { readonly ms: number; readonly ago?: boolean }) {
  const { t } = useTranslation();
  const [unit, count] = ageOf(ms);
  const time = t(unit, { count });
  return <span className="whitespace-nowrap">{ago ? t('ago', { time }) : time}</span>;
}
