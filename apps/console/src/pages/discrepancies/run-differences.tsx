import { useTranslation } from 'react-i18next';
import { discrepancyText } from '#admin-contract/discrepancy-texts.js';
import { DISCREPANCY_STATE_TEXTS, SEVERITY_TEXTS } from '#admin-contract/state-texts.js';
import { useNames } from '../../api/names.js';
import { csvOf, type RunDetail, type RunDifference } from '../../api/runs.js';
import { useList } from '../../api/use-list.js';
import { Badge } from '../../kit/badge.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PlaceLink } from '../../kit/place-link.js';
import { SEVERITY_TONES } from './tones.js';

/** What a run has found, a sentence each, and all of it as a file. */
export function RunDifferences({ run: { id } }: { readonly run: RunDetail }) {
  const { t } = useTranslation('runs');
  const list = useList<RunDifference>('run', `reconciliation/runs/${id}/differences`);
  return (
    <Card title={t('differencesTitle')}>
      <p className="border-b border-line px-4 py-2">
        <a href={csvOf(id)} download className="font-medium text-accent underline underline-offset-2">
          {t('csv')}
        </a>
      </p>
      <ListStates list={list} empty={t('differencesNone')} clear={undefined}>
        <ul aria-label={t('differencesTitle')} className="divide-y divide-line">
          {list.data?.items.map((one) => (
            <Difference key={one.id} one={one} />
          ))}
        </ul>
      </ListStates>
      <ListPages nextCursor={list.data?.nextCursor ?? null} />
    </Card>
  );
}

const SEVERITIES: Readonly<Record<string, Both>> = SEVERITY_TEXTS;
const STATES: Readonly<Record<string, Both>> = DISCREPANCY_STATE_TEXTS;
const TONES: Readonly<Record<string, (typeof SEVERITY_TONES)['error' | 'warn' | 'info']>> = SEVERITY_TONES;

function Difference({ one }: { readonly one: RunDifference }) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const names = useNames();
  const { severity, state } = one;
  const word = (table: Readonly<Record<string, Both>>, code: string) =>
    both(table[code] ?? { zh: code, en: code });
  return (
    <li className="grid gap-1 px-4 py-2">
      <p className="flex flex-wrap items-baseline gap-2">
        <Badge tone={TONES[severity] ?? 'plain'}>{word(SEVERITIES, severity)}</Badge>
        <span className="min-w-0 break-words">{both(discrepancyText(one.rule, one.evidence))}</span>
      </p>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        {one.storeId !== null && <span>{names.store(one.storeId)}</span>}
        <PlaceLink to={`/orders/${one.orderId}`}>{t('toOrder')}</PlaceLink>
        {one.discrepancyId !== null && (
          <PlaceLink to={`/discrepancies/${one.discrepancyId}`}>
            {t('toDiscrepancy', { state: word(STATES, state ?? '—') })}
          </PlaceLink>
        )}
      </p>
    </li>
  );
}
