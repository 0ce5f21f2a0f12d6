import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BULK_UNDO_TEXTS } from '#admin-contract/bulk-texts.js';
import { ERASURE_COUNT_TEXTS } from '#admin-contract/privacy-texts.js';
import { useMay } from '../../api/may.js';
import { type ErasurePlan, startErasure, useErasurePlan } from '../../api/privacy.js';
import { addTexts } from '../../i18n/texts.js';
import { ActDialog } from '../../kit/act-button.js';
import { useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { useBegunBulk } from '../../kit/use-begun-bulk.js';
import { erase as texts } from './erase.texts.js';

addTexts('erase', texts);

/** Takes the order's person out of everything that is kept: first it is counted, then somebody says why. */
export function Erase({ orderId }: { readonly orderId: string }) {
  const { t } = useTranslation('erase');
  const [isOpen, setOpen] = useState(false);
  if (!useMay()(startErasure)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('title')}</Button>
      {isOpen && <Asked orderId={orderId} close={() => setOpen(false)} />}
    </>
  );
}

function Asked({ orderId, close }: { readonly orderId: string; readonly close: () => void }) {
  const { t } = useTranslation('erase');
  const both = useBoth();
  const { show } = useBegunBulk();
  const plan = useErasurePlan(orderId, true);
  const id = plan.data?.id;
  return (
    <ActDialog
      of={startErasure}
      title={t('title')}
      isOpen
      close={close}
      reason="required"
      irreversible={both(BULK_UNDO_TEXTS.erase)}
      isReady={id !== undefined}
      act={async (reason) => {
        if (id !== undefined) await startErasure(id, reason);
      }}
      done={() => show(id)}
    >
      <p>{t('means')}</p>
      {plan.data !== undefined && <Counts plan={plan.data} />}
      {plan.error !== null && <Failure error={plan.error} again={() => void plan.refetch()} />}
      {plan.isPending && <Loading />}
    </ActDialog>
  );
}

function Counts({ plan: { counts } }: { readonly plan: ErasurePlan }) {
  const { t } = useTranslation('erase');
  const both = useBoth();
  const found = Object.entries(ERASURE_COUNT_TEXTS).flatMap(([what, text]) => {
    const count = counts[what as keyof typeof ERASURE_COUNT_TEXTS];
    return count === 0 ? [] : [{ what, text, count }];
  });
  if (found.length === 0) return <p>{t('nothing')}</p>;
  return (
    <ul className="list-disc pl-5">
      {found.map(({ what, text, count }) => (
        <li key={what}>
          {both(text)}: {count}
        </li>
      ))}
    </ul>
  );
}
