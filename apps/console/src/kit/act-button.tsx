import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, type SyntheticEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Does } from '../api/act.js';
import { useMay } from '../api/may.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { useErrorWords } from './error-words.js';
import { TextArea } from './text-area.js';

export interface Act {
  /** What it is done by: whoever may not use that is not offered it. Null: of this browser alone. */
  readonly of: Does | null;
  /** What the button and the dialog are called. */
  readonly title: string;
  /** What is done: before and after. */
  readonly children?: ReactNode;
  /** What cannot be undone; left out where all can be. */
  readonly irreversible?: string | undefined;
  /** Whether it is to be said why. */
  readonly reason?: 'none' | 'optional' | 'required';
  readonly reasonLabel?: string;
  /** Does it; a refusal is shown in the dialog. */
  readonly act: (reason: string) => Promise<unknown>;
  readonly done?: () => void;
  /** False while something that it needs is not given yet. */
  readonly isReady?: boolean;
}

interface ActDialogProps extends Act {
  readonly isOpen: boolean;
  readonly close: () => void;
}

/** Asks before something is done, and shows what came of it: all that is shown is read anew afterwards. */
export function ActDialog(props: ActDialogProps) {
  const { title, isOpen, close } = props;
  return (
    <Dialog title={title} isOpen={isOpen} close={close}>
      <Asked {...props} />
    </Dialog>
  );
}

function Asked({
  title,
  children,
  irreversible,
  reason = 'none',
  reasonLabel,
  act,
  done,
  close,
  isReady = true,
}: ActDialogProps) {
  const queries = useQueryClient();
  const [why, setWhy] = useState('');
  const acting = useMutation({
    mutationFn: () => act(why.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
      done?.();
    },
  });
  const isMute = !isReady || (reason === 'required' && why.trim() === '');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    acting.mutate();
  };
  return (
    <form className="grid gap-4" onSubmit={submit}>
      {children}
      {irreversible !== undefined && (
        <p className="rounded-md bg-warn-soft px-3 py-2 font-medium text-warn">{irreversible}</p>
      )}
      {reason !== 'none' && (
        <Why label={reasonLabel} isRequired={reason === 'required'} why={why} setWhy={setWhy} />
      )}
      <Outcome title={title} error={acting.error} isDoing={acting.isPending} isMute={isMute} close={close} />
    </form>
  );
}

interface WhyProps {
  readonly label: string | undefined;
  readonly isRequired: boolean;
  readonly why: string;
  readonly setWhy: (why: string) => void;
}

function Why({ label, isRequired, why, setWhy }: WhyProps) {
  const { t } = useTranslation();
  return (
    <TextArea
      label={label ?? (isRequired ? t('reason') : t('reasonOptional'))}
      hint={t('reasonHint')}
      maxLength={500}
      value={why}
      onChange={({ target }) => setWhy(target.value)}
    />
  );
}

interface OutcomeProps {
  readonly title: string;
  readonly error: Error | null;
  readonly isDoing: boolean;
  readonly isMute: boolean;
  readonly close: () => void;
}

/** Why it was refused, and the two ways on. */
function Outcome({ title, error, isDoing, isMute, close }: OutcomeProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  return (
    <>
      {error !== null && (
        <p role="alert" className="font-medium text-bad">
          {words(error)}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button disabled={isDoing} onClick={close}>
          {t('leave')}
        </Button>
        <Button look="primary" type="submit" disabled={isDoing || isMute}>
          {isDoing ? t('doing') : title}
        </Button>
      </div>
    </>
  );
}

interface ActButtonProps extends Act {
  readonly look?: ComponentProps<typeof Button>['look'];
  /** Nothing to do it to. */
  readonly disabled?: boolean;
  /** What the button says, where it is not what the dialog is called. */
  readonly label?: string;
}

/** A button that asks before it does something; there is none for whoever may not do it. */
export function ActButton({ look = 'plain', disabled, label, ...act }: ActButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const may = useMay();
  if (act.of !== null && !may(act.of)) return null;
  return (
    <>
      <Button look={look} disabled={disabled} onClick={() => setOpen(true)}>
        {label ?? act.title}
      </Button>
      <ActDialog {...act} isOpen={isOpen} close={() => setOpen(false)} />
    </>
  );
}
