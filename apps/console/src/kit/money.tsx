import { useTranslation } from 'react-i18next';
import { yuanOf } from '../i18n/money.js';

/** Fen, shown as yuan. */
export function Money({ fen }: { readonly fen: number | bigint }) {
  const { t } = useTranslation();
  return <span className="whitespace-nowrap">{t('yuan', { amount: yuanOf(fen) })}</span>;
}
