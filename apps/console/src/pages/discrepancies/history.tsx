import { useTranslation } from 'react-i18next';
import { discrepancyStoryText } from '#admin-contract/discrepancy-story.js';
import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { type DiscrepancyDetail, eraseText } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { ActButton } from '../../kit/act-button.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Instant } from '../../kit/instant.js';

/** What has happened, a sentence each, the newest first. */
export function History({ one }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('discrepancies');
  return (
    <Card title={t('historyTitle')}>
      <ol className="divide-y divide-line">
        {[...one.history].reverse().map((event) => (
          <Event key={event.id} one={one} event={event} />
        ))}
      </ol>
    </Card>
  );
}

interface EventProps {
  readonly one: DiscrepancyDetail;
  readonly event: DiscrepancyDetail['history'][number];
}

function Event({ one, event }: EventProps) {
  const { t } = useTranslation('discrepancies');
  const both = useBoth();
  const zone = useNames().zoneOf(one.storeId);
  const seen = seenIn(event.detail);
  return (
    <li className="grid gap-1 px-4 py-2">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{both(discrepancyStoryText(event))}</span>
        <span className="text-sm text-muted">
          <Instant at={event.at} zone={zone} />
        </span>
      </p>
      {seen !== undefined && (
        <p className="text-sm break-words text-muted">{both(discrepancyText(one.rule, seen))}</p>
      )}
      {event.isErased && <p className="text-sm text-muted">{t('erased')}</p>}
      {event.text !== null && (
        <div className="flex flex-wrap items-start justify-between gap-2">
          <blockquote className="min-w-0 border-l-4 border-line pl-3 break-words whitespace-pre-wrap">
            {event.text}
          </blockquote>
          {event.textId !== null && <Erase textId={event.textId} />}
        </div>
      )}
    </li>
  );
}

function Erase({ textId }: { readonly textId: string }) {
  const { t } = useTranslation('discrepancies');
  return (
    <ActButton
      of={eraseText}
      look="quiet"
      title={t('erase')}
      irreversible={t('eraseForever')}
      act={() => eraseText(textId)}
    >
      <p>{t('eraseMeans')}</p>
    </ActButton>
  );
}

/** What a comparison saw, where the event is one. */
function seenIn(detail: unknown): Readonly<Record<string, unknown>> | undefined {
  const { evidence } = (detail ?? {}) as { readonly evidence?: Readonly<Record<string, unknown>> };
  return evidence;
}
