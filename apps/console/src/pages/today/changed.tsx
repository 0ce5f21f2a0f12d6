import { useTranslation } from 'react-i18next';
import type { Overview } from '../../api/overview.js';
import { Button } from '../../kit/button.js';
import { useBoth } from '../../kit/both.js';

interface ChangedProps {
  readonly changed: Overview['changed'];
  readonly queues: Overview['queues'];
  readonly seen: () => void;
}

/** What has come for a person since one last said that all was seen. */
export function Changed({ changed, queues, seen }: ChangedProps) {
  const { t } = useTranslation('today');
  const both = useBoth();
  if (changed === null) return <FirstLook seen={seen} />;
  if (changed.length === 0) return null;
  const wordsOf = (news: (typeof changed)[number]) =>
    queues.find(({ queue, state, severity }) => isOf(news, { queue, state, severity }))?.text;
  return (
    <section className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-info-soft px-4 py-2 text-info">
      <p className="font-semibold">{t('changed')}</p>
      <ul className="flex flex-1 flex-wrap gap-x-4">
        {changed.map((news) => {
          const words = wordsOf(news);
          return (
            <li key={[news.queue, news.state, news.severity].join(' ')}>
              {words === undefined ? news.queue : both(words)}{' '}
              {news.isMore ? t('more', { count: news.count }) : news.count}
            </li>
          );
        })}
      </ul>
      <Button onClick={seen}>{t('seen')}</Button>
    </section>
  );
}

interface Named {
  readonly queue: string;
  readonly state: string;
  readonly severity: string | null;
}

const isOf = (one: Named, other: Named): boolean =>
  one.queue === other.queue && one.state === other.state && one.severity === other.severity;

/** Nobody has looked here yet: from when one says so, what comes is counted. */
function FirstLook({ seen }: { readonly seen: () => void }) {
  const { t } = useTranslation('today');
  return (
    <div>
      <Button look="quiet" onClick={seen}>
        {t('firstLook')}
      </Button>
    </div>
  );
}
