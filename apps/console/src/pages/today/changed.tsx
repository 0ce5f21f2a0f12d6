import { useTranslation } from 'react-i18next';
import { useZone } from '../../api/me.js';
import type { Overview } from '../../api/overview.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { PlaceLink } from '../../kit/place-link.js';
import { behindQueue } from './behind-queue.js';

interface ChangedProps {
  readonly changed: Overview['changed'];
  readonly queues: Overview['queues'];
  readonly seen: () => void;
}

/** What has come for a person since one last said that all was seen. */
export function Changed({ changed, queues, seen }: ChangedProps) {
  const { t } = useTranslation('today');
  const both = useBoth();
  const zone = useZone();
  if (changed === null) return <FirstLook seen={seen} />;
  if (changed.length === 0) return null;
  const queueOf = (news: (typeof changed)[number]) =>
    queues.find(({ queue, state, severity }) => isOf(news, { queue, state, severity }));
  return (
    <section className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-info-soft px-4 py-2 text-info">
      <p className="font-semibold">{t('changed')}</p>
      <ul className="flex flex-1 flex-wrap gap-x-4">
        {changed.map((news) => {
          const queue = queueOf(news);
          const count = news.isMore ? t('more', { count: news.count }) : news.count;
          return (
            <li key={[news.queue, news.state, news.severity].join(' ')}>
              {queue === undefined ? (
                `${news.queue} ${String(count)}`
              ) : (
                <PlaceLink to={behindQueue(queue, zone)}>
                  {both(queue.text)} {count}
                </PlaceLink>
              )}
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
