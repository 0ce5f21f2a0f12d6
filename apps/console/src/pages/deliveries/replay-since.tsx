import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccounts } from '../../api/accounts.js';
import { planBulk } from '../../api/bulks.js';
import { useZone } from '../../api/me.js';
import { dayOf, startOfDay } from '../../i18n/days.js';
import { May } from '../../kit/may.js';
import { BulkDialog } from '../../kit/bulk-dialog.js';
import { Button } from '../../kit/button.js';
import { DayField } from '../../kit/day-field.js';
import { Select } from '../../kit/select.js';

interface ReplaySinceProps {
  readonly accountId?: string | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  /** Both are given, and not to be chosen. */
  readonly isFixed?: boolean;
}

/** Replays what failed of an account since a time, once it is counted. */
export function ReplaySince({ isFixed = false, ...given }: ReplaySinceProps) {
  const { t } = useTranslation('deliveries');
  const zone = useZone();
  const accounts = useAccounts().data ?? [];
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Omit<ReplaySinceProps, 'isFixed'>>({});
  const accountId = chosen.accountId ?? given.accountId ?? accounts[0]?.id;
  const since = chosen.since ?? given.since ?? startOfDay(dayOf(new Date().toISOString(), zone), zone);
  const title = t(isFixed ? 'sinceThis' : 'replaySince');
  return (
    <May of={planBulk}>
      <Button disabled={accountId === undefined} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <BulkDialog
        title={title}
        isOpen={isOpen}
        close={() => setOpen(false)}
        asked={{ act: 'replay', filter: { state: 'failed', accountId, from: since } }}
      >
        {!isFixed && (
          <div className="flex flex-wrap gap-3">
            <Select
              label={t('account')}
              value={accountId ?? ''}
              choices={accounts.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => setChosen({ ...chosen, accountId: value })}
            />
            <DayField
              label={t('sinceDay')}
              value={dayOf(since, zone)}
              onChange={(day) =>
                setChosen({ ...chosen, since: day === '' ? undefined : startOfDay(day, zone) })
              }
            />
          </div>
        )}
      </BulkDialog>
    </May>
  );
}
