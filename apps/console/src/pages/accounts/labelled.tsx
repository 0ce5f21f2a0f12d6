import { type ReactNode, useId } from 'react';
import { useSettingWords } from './setting-words.js';
import type { ControlProps } from './control-props.js';

interface LabelledProps extends Pick<ControlProps, 'field' | 'fault'> {
  readonly children: ReactNode;
  /** What else is to be known of it. */
  readonly more?: string | undefined;
}

/** Several inputs that are one setting. */
export function Labelled({ field, fault, more, children }: LabelledProps) {
  const words = useSettingWords();
  const id = useId();
  return (
    <fieldset aria-describedby={id} className="grid gap-1">
      <legend className="font-medium">{words.label(field)}</legend>
      <div className="grid justify-items-start gap-2 py-1">{children}</div>
      <div id={id} className="grid gap-1">
        <p className="text-sm text-muted">{words.description(field)}</p>
        {more !== undefined && <p className="text-sm text-muted">{more}</p>}
        {fault !== undefined && (
          <p data-invalid className="text-sm font-medium text-bad">
            {fault}
          </p>
        )}
      </div>
    </fieldset>
  );
}
