import type { Language } from '../../i18n/language.js';

/** Beyond, a whole number of yuan is wider than a cell. */
const WIDE = 100_000;

/** An amount as a cell has room for it: whole yuan, and of large ones three digits. What is exact is told beside it. */
export function shortYuan(fen: number, language: Language): string {
  const yuan = Math.abs(fen) / 100;
  return `${fen < 0 ? '−' : ''}${wordsOf(yuan, language)}`;
}

function wordsOf(yuan: number, language: Language): string {
  if (yuan > 0 && yuan < 1) return '<1';
  if (Math.round(yuan) < WIDE) return String(Math.round(yuan));
  const [unit, word] = language === 'zh' ? [10_000, '万'] : yuan < 999_500 ? [1_000, 'k'] : [1_000_000, 'm'];
  return `${String(Number((yuan / unit).toPrecision(3)))}${word}`;
}
