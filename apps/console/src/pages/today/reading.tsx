import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { useAgeWords } from '../../kit/age.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';

/** How far the orders of vendors that are listed have been read. */
export function Reading({ coverage }: { readonly coverage: Overview['coverage'] }) {
  const { t } = useTranslation('today');
  return (
    <Card title={t('readingTitle')}>
      {coverage.length === 0 && <CardNote>{t('readingNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {coverage.map(({ accountId, name, behindSeconds }) => (
          <li key={accountId} className="flex flex-wrap justify-between gap-x-4 px-4 py-2">
            <PlaceLink to={`/coverage?accountId=${accountId}`}>{name}</PlaceLink>
            <Behind seconds={behindSeconds} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A listing is due every few minutes: what is not behind by more is what it should be. */
const USUAL_SECONDS = 120;

function Behind({ seconds }: { readonly seconds: number | null }) {
  const { t } = useTranslation('today');
  const words = useAgeWords();
  if (seconds === null) return <span className="text-muted">{t('notBegun')}</span>;
  if (seconds <= USUAL_SECONDS) return <span className="text-good">{t('upToDate')}</span>;
  return <span className="text-warn">{t('behind', { age: words(seconds * 1_000) })}</span>;
}
