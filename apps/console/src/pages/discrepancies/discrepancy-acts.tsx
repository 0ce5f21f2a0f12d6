import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  acceptDiscrepancy,
  assign,
  comment,
  dismissDiscrepancy,
  type DiscrepancyDetail,
  reopenDiscrepancy,
} from '../../api/discrepancies.js';
import { useMe } from '../../api/me.js';
import { ActButton } from '../../kit/act-button.js';
import { Field } from '../../kit/field.js';

/** What a person can say of a discrepancy, by how it stands. */
export function DiscrepancyActs({ one: { id, state, assignee } }: { readonly one: DiscrepancyDetail }) {
  const { t } = useTranslation('discrepancies');
  return (
    <>
      {state === 'open' && (
        <>
          <ActButton
            of={dismissDiscrepancy}
            title={t('dismiss')}
            reason="required"
            act={(reason) => dismissDiscrepancy(id, reason)}
          >
            <p>{t('dismissMeans')}</p>
          </ActButton>
          <ActButton
            of={acceptDiscrepancy}
            title={t('accept')}
            reason="required"
            act={(reason) => acceptDiscrepancy(id, reason)}
          >
            <p>{t('acceptMeans')}</p>
          </ActButton>
        </>
      )}
      {(state === 'dismissed' || state === 'accepted') && (
        <ActButton
          of={reopenDiscrepancy}
          title={t('reopen')}
          reason="required"
          act={(reason) => reopenDiscrepancy(id, reason)}
        >
          <p>{t('reopenMeans')}</p>
        </ActButton>
      )}
      {state !== 'closed' && <Assign id={id} assignee={assignee} />}
      <ActButton
        of={comment}
        title={t('commentAdd')}
        label={t('comment')}
        reason="required"
        reasonLabel={t('commentLabel')}
        act={(text) => comment(id, text)}
      />
    </>
  );
}

function Assign({ id, assignee }: { readonly id: string; readonly assignee: string | null }) {
  const { t } = useTranslation('discrepancies');
  const [name, setName] = useState<string>();
  const me = useMe().data?.actor.name ?? '';
  const who = name ?? assignee ?? me;
  return (
    <ActButton
      of={assign}
      title={t('assign')}
      reason="optional"
      act={(reason) => assign(id, who.trim() === '' ? null : who.trim(), reason)}
      done={() => setName(undefined)}
    >
      <Field
        label={t('assignee')}
        hint={t('assignMeans')}
        value={who}
        maxLength={100}
        onValueChange={(value) => setName(value)}
      />
    </ActButton>
  );
}
