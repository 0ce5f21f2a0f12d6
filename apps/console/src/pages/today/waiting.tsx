import { useTranslation } from 'react-i18next';
import { SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import type { Overview } from '../../api/overview.js';
import { Age } from '../../kit/age.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { PlaceLink } from '../../kit/place-link.js';
import { behindQueue } from './behind-queue.js';

type Queue = Overview['queues'][number];

const TONES = { error: 'bad', warn: 'warn', info: 'info' } as const satisfies Record<string, Tone>;

/** What waits for a person: how many, and for how long. */
export function Waiting({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('today');
  const { queues, asOf } = overview;
  const forPerson = queues.filter((queue) => queue.forPerson && queue.count > 0);
  return (
    <Card title={t('waitingTitle')} hint={t('waitingHint')}>
      {forPerson.length === 0 && <CardNote>{t('waitingNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {forPerson.map((queue) => (
          <WaitingRow
            key={[queue.queue, queue.state, queue.severity, queue.accountId].join(' ')}
            queue={queue}
            asOf={asOf}
          />
        ))}
      </ul>
    </Card>
  );
}

interface WaitingRowProps {
  readonly queue: Queue;
  readonly asOf: string;
}

function WaitingRow({ queue, asOf }: WaitingRowProps) {
  const { t } = useTranslation('today');
  const both = useBoth();
  const zone = useZone();
  const names = useNames();
  const { count, isMore, oldestAt, severity, text, accountId } = queue;
  const account = accountId === null ? undefined : names.account(accountId);
  const about = [account, severity === null ? undefined : both(SEVERITY_TEXTS[severity])].filter(
    (word) => word !== undefined,
  );
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-2">
      <span>
        <PlaceLink to={behindQueue(queue, zone)}>{both(text)}</PlaceLink>{' '}
        <span className="text-sm text-muted">{about.join(' · ')}</span>
      </span>
      <span className="flex items-center gap-3">
        {oldestAt !== null && (
          <span className="text-sm text-muted">
            <Age ms={Date.parse(asOf) - Date.parse(oldestAt)} />
          </span>
        )}
        <Badge tone={severity === null ? 'plain' : TONES[severity]}>
          {isMore ? t('more', { count }) : count}
        </Badge>
      </span>
    </li>
  );
}
