import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { PlaceLink } from '../../kit/place-link.js';
import type { Told } from './told.js';

interface ManyToldProps {
  readonly told: Told;
  readonly close: () => void;
}

/** What came of something that was done to many: how many, and of each that was not done why. */
export function ManyTold({ told: { act, outcome }, close }: ManyToldProps) {
  const { t } = useTranslation('many');
  const { done, unchanged, refused } = outcome;
  return (
    <section role="status" className="grid gap-2 rounded-lg bg-info-soft px-4 py-3 text-info">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-semibold">
          {t('result', { act, done: done.length })}
          {unchanged.length > 0 && ` · ${t('unchanged', { count: unchanged.length })}`}
        </p>
        <Button onClick={close}>{t('gotIt')}</Button>
      </div>
      {refused.length > 0 && (
        <>
          <p className="font-medium">{t('refused', { count: refused.length })}</p>
          <ul className="max-h-60 list-disc overflow-y-auto pl-5 text-ink">
            {refused.map(({ id, why }) => (
              <li key={id}>
                {why} <PlaceLink to={`/discrepancies/${id}`}>{t('look')}</PlaceLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
