import { useTranslation } from 'react-i18next';
import type { Discrepancy } from '../../api/discrepancies.js';
import { useBoth } from '../../kit/both.js';

const SHOWN = 5;

/** The first of many, so that one sees whether they are those that one means. */
export function Sample({ meant }: { readonly meant: readonly Discrepancy[] }) {
  const { t } = useTranslation('many');
  const both = useBoth();
  if (meant.length === 0) return null;
  return (
    <div className="grid gap-1 text-sm text-muted">
      <p>{t('sample')}</p>
      <ul className="list-disc pl-5">
        {meant.slice(0, SHOWN).map((one) => (
          <li key={one.id} className="break-words">
            {both(one.text)}
          </li>
        ))}
      </ul>
      {meant.length > SHOWN && <p>{t('andMore')}</p>}
    </div>
  );
}
