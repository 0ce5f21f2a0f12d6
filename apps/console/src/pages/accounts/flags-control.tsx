import type { ControlProps } from './control-props.js';
import { useSettingWords } from './setting-words.js';
import { Labelled } from './labelled.js';

interface FlagsControlProps extends Omit<ControlProps, 'change'> {
  readonly flags: Readonly<Record<string, boolean>>;
  readonly changeFlag: (is: boolean, flag: string) => void;
}

/** Switches, each by itself. */
export function FlagsControl({ field, fault, flags, changeFlag }: FlagsControlProps) {
  const words = useSettingWords();
  return (
    <Labelled field={field} fault={fault}>
      {(field.flags ?? [field.name]).map((flag) => (
        <label key={flag} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={flags[flag] === true}
            onChange={({ target }) => changeFlag(target.checked, flag)}
          />
          {flag === field.name ? words.label(field) : words.word(field, flag)}
        </label>
      ))}
    </Labelled>
  );
}
