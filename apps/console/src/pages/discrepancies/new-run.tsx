import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RULE_TEXTS } from '#admin-contract/rule-texts.js';
import { useAccounts } from '../../api/accounts.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { type NewRun as Wanted, startRun } from '../../api/runs.js';
import { useStores } from '../../api/stores.js';
import { dayAfter, dayOf, startOfDay } from '../../i18n/days.js';
import { May } from '../../kit/may.js';
import { ActDialog } from '../../kit/act-button.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { DayField } from '../../kit/day-field.js';
import { Select } from '../../kit/select.js';

const DAYS_AT_FIRST = 7;
/** Of orders: those of hours and accounts no run looks for. */
const NO_ORDER_RULES = new Set(['hour_differs', 'tickets_differ', 'unknown_value', 'unknown_store']);

/** Has every order of some days compared, and leads to how far that is. */
export function NewRun() {
  const { t } = useTranslation('runs');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const zone = useZone();
  const today = dayOf(new Date().toISOString(), zone);
  const [from, setFrom] = useState(dayAfter(today, 1 - DAYS_AT_FIRST));
  const [to, setTo] = useState(today);
  const [scope, setScope] = useState<Scope>({ storeId: '', accountId: '', rule: '' });
  const of = useNames().zoneOf(scope.storeId) ?? zone;
  const isDays = from !== '' && to !== '' && from <= to;
  const start = async () => {
    const period = { from: startOfDay(from, of), to: startOfDay(dayAfter(to, 1), of) };
    const { id } = await startRun({ ...period, ...given(scope) });
    await navigate(`/discrepancies/runs/${id}`);
  };
  return (
    <May of={startRun}>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('start')}
      </Button>
      <ActDialog
        of={startRun}
        title={t('start')}
        isOpen={isOpen}
        close={() => setOpen(false)}
        isReady={isDays}
        act={start}
      >
        <p>{t('startMeans')}</p>
        <div className="flex flex-wrap gap-3">
          <DayField label={t('from')} value={from} onChange={setFrom} />
          <DayField label={t('to')} value={to} onChange={setTo} />
        </div>
        {!isDays && (
          <p role="alert" className="font-medium text-bad">
            {t('range')}
          </p>
        )}
        <ScopeFields scope={scope} change={(changed) => setScope({ ...scope, ...changed })} />
      </ActDialog>
    </May>
  );
}

interface Scope {
  readonly storeId: string;
  readonly accountId: string;
  readonly rule: string;
}

const given = (scope: Scope): Partial<Wanted> =>
  Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== ''));

interface ScopeFieldsProps {
  readonly scope: Scope;
  readonly change: (changed: Partial<Scope>) => void;
}

function ScopeFields({ scope, change }: ScopeFieldsProps) {
  const { t } = useTranslation('runs');
  const both = useBoth();
  const all = { value: '', label: t('all') };
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    value: id,
    label: name,
  });
  const rules = Object.entries(RULE_TEXTS).filter(([rule]) => !NO_ORDER_RULES.has(rule));
  return (
    <div className="flex flex-wrap gap-3">
      <Select
        label={t('store')}
        value={scope.storeId}
        choices={[all, ...(useStores().data ?? []).map(named)]}
        onChange={(storeId) => change({ storeId })}
      />
      <Select
        label={t('account')}
        value={scope.accountId}
        choices={[all, ...(useAccounts().data ?? []).map(named)]}
        onChange={(accountId) => change({ accountId })}
      />
      <Select
        label={t('rule')}
        value={scope.rule}
        choices={[all, ...rules.map(([value, text]) => ({ value, label: both(text) }))]}
        onChange={(rule) => change({ rule })}
      />
    </div>
  );
}
