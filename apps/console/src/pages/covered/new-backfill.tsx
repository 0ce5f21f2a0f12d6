import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccounts } from '../../api/accounts.js';
import { startBackfill } from '../../api/coverage.js';
import { useZone } from '../../api/me.js';
import { toInstant } from '../../i18n/local-instant.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Refused } from '../../kit/refused.js';
import { Field } from '../../kit/field.js';
import { useFieldFaults } from '../../kit/field-faults.js';
import { Select } from '../../kit/select.js';

const EMPTY = { from: '', to: '' };

/** Asks for a stretch of the past to be read once more. */
export function NewBackfill({ accountId }: { readonly accountId: string | undefined }) {
  const { t } = useTranslation('coverage');
  const zone = useZone();
  const [chosen, choose] = useState('');
  const [{ from, to }, type] = useState(EMPTY);
  const account = accountId ?? chosen;
  const starting = useStarting({ accountId: account, from, to }, zone, () => type(EMPTY));
  const faults = useFieldFaults(starting.error);
  return (
    <May of={startBackfill}>
      <form
        noValidate
        className="grid items-start gap-3 border-b border-line p-4 md:grid-cols-[auto_auto_auto_1fr]"
        onSubmit={(event) => {
          event.preventDefault();
          starting.mutate();
        }}
      >
        <ChooseAccount chosen={account} isFixed={accountId !== undefined} choose={choose} />
        <Field
          type="datetime-local"
          label={t('fromTime', { zone })}
          fault={faults.of('from')}
          value={from}
          onChange={({ target }) => type({ from: target.value, to })}
        />
        <Field
          type="datetime-local"
          label={t('toTime', { zone })}
          fault={faults.of('to')}
          value={to}
          onChange={({ target }) => type({ from, to: target.value })}
        />
        <Button
          type="submit"
          className="justify-self-start md:mt-6"
          disabled={account === '' || from === '' || to === '' || starting.isPending}
        >
          {t('startBackfill')}
        </Button>
        <div className="md:col-span-4">
          <Refused error={starting.error} isBeside />
        </div>
      </form>
    </May>
  );
}

/** @param begun what is left filled in would ask for the same stretch once more */
function useStarting(
  { accountId, from, to }: Parameters<typeof startBackfill>[0],
  zone: string,
  begun: () => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => startBackfill({ accountId, from: toInstant(from, zone), to: toInstant(to, zone) }),
    onSuccess: () => {
      begun();
      return queries.invalidateQueries({ queryKey: ['job'] });
    },
  });
}

interface ChooseAccountProps {
  readonly chosen: string;
  /** The page is about one account alone. */
  readonly isFixed: boolean;
  readonly choose: (id: string) => void;
}

function ChooseAccount({ chosen, isFixed, choose }: ChooseAccountProps) {
  const { t } = useTranslation('coverage');
  const accounts = useAccounts().data ?? [];
  return (
    <Select
      label={t('account')}
      value={chosen}
      disabled={isFixed}
      choices={[
        { value: '', label: t('chooseAccount') },
        ...accounts.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={choose}
    />
  );
}
