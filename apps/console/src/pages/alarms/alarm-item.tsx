import { useTranslation } from 'react-i18next';
import { wordOf } from '#admin-contract/flag-words.js';
import { ALARM_KIND_TEXTS } from '#admin-contract/kind-texts.js';
import { PAGE_TEXTS } from '#admin-contract/page-texts.js';
import { ALARM_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { acknowledge, type Alarm, eraseNote } from '../../api/alarms.js';
import { useZone } from '../../api/me.js';
import { clockOf } from '../../i18n/instants.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { PlaceLink } from '../../kit/place-link.js';

const TONES = { open: 'bad', acknowledged: 'warn', ended: 'plain' } as const;

/** One alarm: what it is, since when, and who sees to it. */
export function AlarmItem({ alarm }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const both = useBoth();
  const zone = useZone();
  const { state, text, kind, count, timesOpened, since, endedAt, place } = alarm;
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={TONES[state]}>{both(ALARM_STATE_TEXTS[state])}</Badge>
        <span className="text-sm text-muted">
          {both(wordOf(ALARM_KIND_TEXTS, kind))} · {t('count', { count })} · {t('since')}{' '}
          <Instant at={since} />
          {timesOpened > 1 && ` · ${t('again', { count: timesOpened })}`}
          {endedAt !== null && ` · ${t('over', { time: clockOf(endedAt, zone) })}`}
        </span>
      </div>
      <p className="font-medium break-words">
        {both(text)}
        {place !== null && (
          <span className="block">
            <PlaceLink to={place.path}>{t('goTo', { page: both(wordOf(PAGE_TEXTS, place.page)) })}</PlaceLink>
          </span>
        )}
      </p>
      <Taken alarm={alarm} />
      {state === 'open' && (
        <div>
          <ActButton
            of={acknowledge}
            title={t('take')}
            look="primary"
            reason="optional"
            reasonLabel={t('note')}
            act={(note) => acknowledge(alarm.id, note)}
          >
            <p className="font-medium">{both(text)}</p>
            <p>{t('takeMeans')}</p>
          </ActButton>
        </div>
      )}
    </li>
  );
}

function Taken({ alarm: { acknowledgedAt, acknowledgedBy, note } }: { readonly alarm: Alarm }) {
  const { t } = useTranslation('alarms');
  const zone = useZone();
  if (acknowledgedAt === null) return null;
  return (
    <div className="rounded-md bg-raised px-3 py-2">
      <p className="text-sm text-muted">
        {t('takenBy', { name: acknowledgedBy ?? '—', time: clockOf(acknowledgedAt, zone) })}
      </p>
      {note !== null && (
        <p className="flex flex-wrap items-center justify-between gap-2 break-words">
          {note.text}
          <ActButton
            of={eraseNote}
            title={t('erase')}
            look="quiet"
            irreversible={t('eraseForever')}
            act={() => eraseNote(note.id)}
          >
            <p>{t('eraseMeans')}</p>
          </ActButton>
        </p>
      )}
    </div>
  );
}
