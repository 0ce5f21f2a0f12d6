import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps } from 'react';

interface FieldProps extends ComponentProps<typeof Base.Control> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
}

/** A labelled input; what is wrong with it is read out with it. */
export const Field = ({ label, hint, fault, ...control }: FieldProps) => (
  <Base.Root invalid={fault !== undefined} className="grid gap-1">
    <Base.Label className="font-medium">{label}</Base.Label>
    <Base.Control
      className="min-h-10 w-full rounded-md border border-muted bg-surface px-3 py-2 text-ink data-invalid:border-bad"
      {...control}
    />
    {hint !== undefined && <Base.Description className="text-sm text-muted">{hint}</Base.Description>}
    {fault !== undefined && (
      <Base.Error match className="text-sm font-medium text-bad">
        {fault}
      </Base.Error>
    )}
  </Base.Root>
);
