import { useId } from 'react';
import { classes } from './classes.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
  readonly disabled?: boolean;
}

/** One of few: the browser's own, which every hand and reader knows. */
export function Select({ label, value, choices, onChange, isLabelHidden, disabled }: SelectProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={classes(isLabelHidden === true ? 'sr-only' : 'text-sm font-medium')}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value)}
        className="min-h-9 max-w-64 rounded-md border border-line bg-surface px-2 text-ink"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
