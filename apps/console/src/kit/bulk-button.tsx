import { type ComponentProps, useState } from 'react';
import { planBulk } from '../api/bulks.js';
import { useMay } from '../api/may.js';
import { BulkDialog } from './bulk-dialog.js';
import { Button } from './button.js';

interface BulkButtonProps extends Omit<ComponentProps<typeof BulkDialog>, 'isOpen' | 'close' | 'title'> {
  readonly label: string;
  /** Nothing to do it to. */
  readonly disabled?: boolean;
}

/** Asks before it does one thing to many, whoever may. */
export function BulkButton({ label, disabled, ...dialog }: BulkButtonProps) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay()(planBulk)) return null;
  return (
    <>
      <Button disabled={disabled} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <BulkDialog {...dialog} title={label} isOpen={isOpen} close={() => setOpen(false)} />
    </>
  );
}
