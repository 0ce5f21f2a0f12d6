import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NewBulk, startBulk, useBulkPlan } from '../api/bulks.js';
import { useBoth } from './both.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { useErrorWords } from './error-words.js';
import { Failure } from './failure.js';
import { Loading } from './loading.js';
import { TextArea } from './text-area.js';
import { useBegunBulk } from './use-begun-bulk.js';

interface BulkDialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly close: () => void;
  /** What it is about: another choice is counted anew. Undefined: nothing that could be planned; the children say why. */
  readonly asked: NewBulk | undefined;
  /** Once it was begun; how far it is stands above the page from then on. */
  readonly done?: () => void;
  /** What is meant, and chosen. */
  readonly children?: ReactNode;
}

/** Does one thing to many: first it is counted, then somebody says why, and then the hub does it by itself. */
export function BulkDialog({ title, isOpen, close, asked, done, children }: BulkDialogProps) {
  const { show } = useBegunBulk();
  const begun = (id: string) => {
    close();
    done?.();
    show(id);
  };
  return (
    <Dialog title={title} isOpen={isOpen} close={close}>
      <div className="grid gap-4">
        {children}
        {/* What is chosen is cleared while it closes: nothing is planned of that. */}
        {isOpen && asked !== undefined && <Asked asked={asked} close={close} begun={begun} />}
      </div>
    </Dialog>
  );
}

interface AskedProps {
  readonly asked: NewBulk;
  readonly close: () => void;
  readonly begun: (id: string) => void;
}

function Asked({ asked, close, begun }: AskedProps) {
  const plan = useBulkPlan(asked);
  return (
    <>
      {plan.data !== undefined && <Planned plan={plan.data} close={close} begun={begun} />}
      {plan.data === undefined &&
        (plan.error === null ? (
          <Loading />
        ) : (
          <Failure error={plan.error} again={() => void plan.refetch()} />
        ))}
    </>
  );
}

interface PlannedProps extends Omit<AskedProps, 'asked'> {
  readonly plan: NonNullable<ReturnType<typeof useBulkPlan>['data']>;
}

function Planned({ plan: { id, words, total, undo, sample }, close, begun }: PlannedProps) {
  const { t } = useTranslation();
  const both = useBoth();
  const errorWords = useErrorWords();
  const [reason, setReason] = useState('');
  const starting = useMutation({
    mutationFn: () => startBulk(id, reason.trim()),
    onSuccess: () => begun(id),
  });
  const names = sample.map(({ name, target }) => name ?? target.slice(0, 8));
  return (
    <>
      <p>{both(words)}</p>
      <p className="text-lg font-semibold">{t('bulkCount', { count: total })}</p>
      {names.length > 0 && (
        <p className="text-sm break-words text-muted">
          {names.join(' · ')}
          {total > names.length && ' …'}
        </p>
      )}
      <p className="rounded-md bg-warn-soft px-3 py-2 font-medium text-warn">{both(undo)}</p>
      <TextArea
        label={t('reason')}
        hint={t('reasonHint')}
        maxLength={500}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      {starting.error !== null && (
        <p role="alert" className="font-medium text-bad">
          {errorWords(starting.error)}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={starting.isPending} onClick={close}>
          {t('leave')}
        </Button>
        <Button
          look="primary"
          disabled={total === 0 || reason.trim() === '' || starting.isPending}
          onClick={() => starting.mutate()}
        >
          {t('bulkStart')}
        </Button>
      </div>
    </>
  );
}
