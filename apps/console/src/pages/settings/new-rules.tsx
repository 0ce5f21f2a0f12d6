import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type NewRuleSet,
  type RuleSet,
  type RuleSetChange,
  stateRules,
  tryRules,
  useRuleSets,
} from '../../api/settings.js';
import type { Store } from '../../api/stores.js';
import { toInstant } from '../../i18n/local-instant.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Refused } from '../../kit/refused.js';
import { useFieldFaults } from '../../kit/field-faults.js';
import { RuleFields, type RulesTyped } from './rule-fields.js';
import { RulesTried } from './rules-tried.js';

interface NewRulesProps {
  readonly store: Store;
  /** Recorded orders are made to count by them, by a job of this id. */
  readonly moving: (jobId: string) => void;
}

const wantedOf = ({ inForceFrom, sources, ...rest }: RulesTyped, zone: string): NewRuleSet => ({
  ...rest,
  inForceFrom: toInstant(inForceFrom, zone),
  excludedSources: sources
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
});

/** As the form begins: with what counts now. */
const typedOf = (now: RuleSet | undefined): RulesTyped => ({
  inForceFrom: '',
  countedBy: now?.countedBy ?? 'paid',
  refunds: now?.refunds ?? 'ignore',
  leftOut: now?.leftOut ?? [],
  sources: (now?.excludedSources ?? []).join('\n'),
  negativeHours: now?.negativeHours ?? 'hold',
  reason: '',
});

/** States what counts from an instant on; it has to be tried before, so that nobody is surprised. */
export function NewRules({ store, moving }: NewRulesProps) {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  const [now] = useRuleSets(store.id).data ?? [];
  const [changed, change] = useState<Partial<RulesTyped>>({});
  const [tried, show] = useState<RuleSetChange>();
  const typed: RulesTyped = { ...typedOf(now), ...changed };
  const wanted = wantedOf(typed, store.timeZone);
  const trying = useMutation({ mutationFn: () => tryRules(store.id, wanted), onSuccess: show });
  const stating = useMutation({
    mutationFn: () => stateRules(store.id, wanted, now),
    onSuccess: async (answer) => {
      change({});
      show(undefined);
      if ('jobId' in answer) moving(answer.jobId);
      await queries.invalidateQueries();
    },
  });
  const rewrite = (part: Partial<RulesTyped>) => {
    show(undefined);
    change((all) => ({ ...all, ...part }));
  };
  const [error, isBusy] = [stating.error ?? trying.error, trying.isPending || stating.isPending];
  return (
    <May of={stateRules}>
      <Card title={t('newRules')} hint={t('newRulesHint')}>
        <form
          noValidate
          className="grid gap-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            stating.reset();
            trying.mutate();
          }}
        >
          <RuleFields typed={typed} faults={useFieldFaults(error)} zone={store.timeZone} change={rewrite} />
          <Refused error={error} isBeside />
          <Button type="submit" disabled={isBusy} className="justify-self-start">
            {trying.isPending ? t('trying') : t('tryRules')}
          </Button>
        </form>
        {tried !== undefined && (
          <RulesTried change={tried} zone={store.timeZone} isBusy={isBusy} state={() => stating.mutate()} />
        )}
      </Card>
    </May>
  );
}
