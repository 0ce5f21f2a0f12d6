import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps } from 'react';

interface TextAreaProps extends ComponentProps<'textarea'> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
}

/** A labelled text of several lines. */
export const TextArea = ({ label, hint, fault, ...rest }: TextAreaProps) => (
  <Base.Root invalid={fault !== undefined} className="grid gap-1">
    <Base.Label className="font-medium">{label}</Base.Label>
    <Base.Control
      render={
        <textarea
          rows={3}
          className="w-full rounded-md border border-muted bg-surface px-3 py-2 text-ink"
          {...rest}
        />
      }
    />
    {hint !== undefined && <Base.Description className="text-sm text-muted">{hint}</Base.Description>}
    {fault !== undefined && (
      <Base.Error match className="text-sm font-medium text-bad">
        {fault}
      </Base.Error>
    )}
  </Base.Root>
);
