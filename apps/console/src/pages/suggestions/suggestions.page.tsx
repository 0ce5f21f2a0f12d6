import { useTranslation } from 'react-i18next';
import { SUGGESTION_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useNames } from '../../api/names.js';
import {
  acceptSuggestion,
  dismissSuggestion,
  type Suggestion,
  useSuggestions,
} from '../../api/suggestions.js';
import { addTexts } from '../../i18n/texts.js';
import { useChoices } from '../../kit/choices.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { ListPages } from '../../kit/list-pages.js';
import { ListStates } from '../../kit/list-states.js';
import { PageHead } from '../../kit/page-head.js';
import { PlaceLink } from '../../kit/place-link.js';
import { Select } from '../../kit/select.js';
import { useFilters } from '../../kit/use-filters.js';
import { suggestions as texts } from './suggestions.texts.js';

addTexts('suggestions', texts);

/** Documents of two vendors that may be one order: only a person links them. */
export function SuggestionsPage() {
  const { t } = useTranslation('suggestions');
  const filters = useFilters(['state']);
  const list = useSuggestions(filters.values.state);
  const states = useChoices()(SUGGESTION_STATE_TEXTS);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title')} hint={t('lead')} />
      <div>
        <Select
          label={t('state')}
          value={filters.values.state ?? ''}
          choices={[{ value: '', label: t('all') }, ...states]}
          onChange={(state) => filters.set({ state })}
        />
      </div>
      <section className="min-w-0 rounded-lg border border-line bg-surface">
        <ListStates list={list} empty={t('empty')} clear={filters.clear}>
          <ul className="divide-y divide-line">
            {list.data?.items.map((suggestion) => (
              <Suggested key={suggestion.id} suggestion={suggestion} />
            ))}
          </ul>
          <ListPages nextCursor={list.data?.nextCursor ?? null} />
        </ListStates>
      </section>
    </div>
  );
}

function Suggested({ suggestion }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation('suggestions');
  const both = useBoth();
  const names = useNames();
  const { state, text, leg, other, createdAt, decidedBy, reason } = suggestion;
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={state === 'open' ? 'warn' : 'plain'}>{both(SUGGESTION_STATE_TEXTS[state])}</Badge>
        <span className="text-sm text-muted">
          <Instant at={createdAt} />
        </span>
      </p>
      <p className="font-medium">{both(text)}</p>
      <p className="flex flex-wrap gap-x-6">
        {[leg, other].map(({ legId, orderId, accountId, number }) => (
          <PlaceLink key={legId} to={`/orders/${orderId}`}>
            {names.account(accountId)} {number}
          </PlaceLink>
        ))}
      </p>
      {decidedBy !== null && (
        <p className="text-sm text-muted">{t('decided', { name: decidedBy, reason: reason ?? '—' })}</p>
      )}
      {state === 'open' && <Decide suggestion={suggestion} />}
    </li>
  );
}

function Decide({ suggestion: { id, text, contradicts } }: { readonly suggestion: Suggestion }) {
  const { t } = useTranslation('suggestions');
  const both = useBoth();
  const isAgainst = contradicts.length > 0;
  return (
    <div className="flex flex-wrap gap-2">
      <ActButton
        of={acceptSuggestion}
        title={t('accept')}
        look="primary"
        reason="required"
        irreversible={isAgainst ? t('against') : undefined}
        act={(reason) => acceptSuggestion(id, reason, isAgainst)}
      >
        <p className="font-medium">{both(text)}</p>
        <p>{t('acceptMeans')}</p>
      </ActButton>
      <ActButton
        of={dismissSuggestion}
        title={t('dismiss')}
        reason="required"
        act={(reason) => dismissSuggestion(id, reason)}
      >
        <p>{t('dismissMeans')}</p>
      </ActButton>
    </div>
  );
}
