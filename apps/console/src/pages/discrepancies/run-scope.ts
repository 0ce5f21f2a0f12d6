import { useTranslation } from 'react-i18next';
import { ruleText } from '#admin-contract/rule-texts.js';
import { useNames } from '../../api/names.js';
import type { Run } from '../../api/runs.js';
import { useBoth } from '../../kit/both.js';

type Scope = Pick<Run, 'storeId' | 'accountId' | 'rule'>;

/** Says of which orders a run is, and by which rule. */
export function useScopeWords(): (scope: Scope) => string {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const names = useNames();
  return ({ storeId, accountId, rule }) =>
    [
      storeId === null ? t('everyStore') : names.store(storeId),
      ...(accountId === null ? [] : [names.account(accountId)]),
      ...(rule === null ? [] : [both(ruleText(rule))]),
    ].join(' · ');
}
