import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assignMany, decideSome } from '../../api/many-discrepancies.js';
import { useMe } from '../../api/me.js';
import { Field } from '../../kit/field.js';
import type { Chosen } from './chosen.js';
import type { Told } from './told.js';
import { ManyButton } from './many-button.js';

interface AssignManyProps {
  readonly chosen: Chosen;
  readonly tell: (told: Told) => void;
}

/** Says who is to see to all that are chosen. */
export function AssignMany({ chosen, tell }: AssignManyProps) {
  const { t } = useTranslation('many');
  const { t: d } = useTranslation('discrepancies');
  const me = useMe().data?.actor.name ?? '';
  const [name, setName] = useState<string>();
  const who = (name ?? me).trim();
  const ids = chosen.all.map(({ id }) => id);
  return (
    <ManyButton
      of={decideSome}
      chosen={chosen}
      tell={tell}
      label={d('assign')}
      title={t('assignMany', { count: ids.length })}
      reason="optional"
      act={(reason, progress) =>
        assignMany(ids, { assignee: who === '' ? null : who, ...(reason === '' ? {} : { reason }) }, progress)
      }
    >
      <Field
        label={d('assignee')}
        hint={d('assignMeans')}
        value={name ?? me}
        maxLength={100}
        onValueChange={setName}
      />
    </ManyButton>
  );
}
