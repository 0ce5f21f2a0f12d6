import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Does } from '../../api/act.js';
import { type ManyOutcome, MOST_CHOSEN, type Progress } from '../../api/many-discrepancies.js';
import { useMay } from '../../api/may.js';
import { ActDialog } from '../../kit/act-button.js';
import { Button } from '../../kit/button.js';
import type { Chosen } from './chosen.js';
import type { Told } from './told.js';
import { Sample } from './sample.js';

interface ManyButtonProps {
  /** What each is done by. */
  readonly of: Does;
  readonly chosen: Chosen;
  readonly label: string;
  readonly title: string;
  readonly reason?: 'optional' | 'required';
  readonly reasonLabel?: string;
  readonly act: (reason: string, progress: Progress) => Promise<ManyOutcome>;
  readonly tell: (told: Told) => void;
  readonly children?: ReactNode;
}

/** Does one thing to many: says to how many and to which, then how far it is, then what came of each. */
export function ManyButton({ of, chosen, label, title, act, tell, ...rest }: ManyButtonProps) {
  const { t } = useTranslation('many');
  const { children, reason = 'required', reasonLabel } = rest;
  const [isOpen, setOpen] = useState(false);
  const [settled, setSettled] = useState<number>();
  const count = chosen.all.length;
  if (!useMay()(of)) return null;
  return (
    <>
      <Button disabled={count === 0} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ActDialog
        of={of}
        title={title}
        isOpen={isOpen}
        close={() => setOpen(false)}
        reason={reason}
        {...(reasonLabel === undefined ? {} : { reasonLabel })}
        act={async (why) => {
          setSettled(0);
          const outcome = await act(why, setSettled).finally(() => setSettled(undefined));
          tell({ act: label, outcome });
        }}
        done={chosen.clear}
      >
        {children}
        {chosen.isEverything && count >= MOST_CHOSEN && <p>{t('capped', { count: MOST_CHOSEN })}</p>}
        <Sample meant={chosen.all} />
        {settled !== undefined && <Done settled={settled} of={count} />}
      </ActDialog>
    </>
  );
}

function Done({ settled, of }: { readonly settled: number; readonly of: number }) {
  const { t } = useTranslation('many');
  const words = t('progress', { done: settled, of });
  return (
    <div role="status" className="grid gap-1">
      <progress className="h-2 w-full accent-(--accent)" max={of} value={settled} aria-label={words} />
      <p className="text-sm">{words}</p>
    </div>
  );
}
