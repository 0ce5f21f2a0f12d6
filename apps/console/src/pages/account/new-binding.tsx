import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bind, type BindingChange, isOnlyTold } from '../../api/bindings.js';
import { useZone } from '../../api/me.js';
import { useNames } from '../../api/names.js';
import { toInstant } from '../../i18n/local-instant.js';
import { May } from '../../kit/may.js';
import { Card } from '../../kit/card.js';
import { BindingChangeTold } from './binding-change.js';
import { BindingFields, type BindingTyped } from './binding-fields.js';

interface NewBindingFormProps {
  readonly accountId: string;
  /** Recorded orders go to their stores by a job of this id. */
  readonly moving: (jobId: string) => void;
}

const EMPTY: BindingTyped = { vendorStoreId: '', storeId: '', from: '' };

/** Binds a store. What would be changed of what was bound before is told first. */
export function NewBindingForm({ accountId, moving }: NewBindingFormProps) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [typed, type] = useState(EMPTY);
  const [told, tell] = useState<BindingChange>();
  const hubs = useZone();
  const zone = useNames().zoneOf(typed.storeId) ?? hubs;
  const { from, ...rest } = typed;
  const binding = useMutation({
    mutationFn: (confirm: boolean) =>
      bind(accountId, { ...rest, ...(from === '' ? {} : { from: toInstant(from, zone) }), confirm }),
    onSuccess: async (answer) => {
      tell(isOnlyTold(answer) ? answer : undefined);
      if (isOnlyTold(answer)) return;
      if ('jobId' in answer) moving(answer.jobId);
      type(EMPTY);
      await queries.invalidateQueries();
    },
  });
  const change = (part: Partial<BindingTyped>) => {
    tell(undefined);
    binding.reset();
    type((all) => ({ ...all, ...part }));
  };
  const asked = { error: binding.error, isBusy: binding.isPending };
  return (
    <May of={bind}>
      <Card title={t('bindTitle')} hint={t('bindHint')}>
        <BindingFields
          typed={typed}
          zone={zone}
          change={change}
          {...asked}
          submit={() => binding.mutate(false)}
        />
        {told !== undefined && (
          <BindingChangeTold
            change={told}
            confirm={() => binding.mutate(true)}
            leave={() => tell(undefined)}
            isBusy={binding.isPending}
          />
        )}
      </Card>
    </May>
  );
}
