import { useTranslation } from 'react-i18next';
import { evidenceText } from '#admin-contract/discrepancy-words.js';
import { FACTS } from '#admin-contract/flag-words.js';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { type Both, useBoth } from '../../kit/both.js';

const WORDS: Readonly<Record<string, Both>> = FACTS;

/** Where a till has the order otherwise than it is by now. */
export function TillDiffers({ order: { tillDiffers } }: { readonly order: OrderDetail }) {
  const { t, i18n } = useTranslation('order');
  const both = useBoth();
  const names = useNames();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const factName = (fact: string) => {
    const text = WORDS[fact.replace(/Fen$/, '')];
    return text === undefined ? fact : both(text);
  };
  return tillDiffers
    .filter(({ differences }) => differences.length > 0)
    .map(({ dispatchId, accountId, vendorNo, differences }) => (
      <div key={dispatchId} className="border-b border-line bg-warn-soft px-4 py-2 text-warn">
        <p className="font-semibold">
          {t('tillHas', { till: names.account(accountId), number: vendorNo ?? '—' })}
        </p>
        <ul className="list-disc pl-5">
          {differences.map(({ fact, placed, now }) => (
            <li key={fact}>
              {t('factWas', {
                fact: factName(fact),
                placed: evidenceText(fact, placed, language),
                now: evidenceText(fact, now, language),
              })}
            </li>
          ))}
        </ul>
      </div>
    ));
}
