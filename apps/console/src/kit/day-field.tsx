import { useId } from 'react';

interface DayFieldProps {
  readonly label: string;
  /** `yyyy-MM-dd`, or nothing. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day, by the browser's own calendar. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className="min-h-9 rounded-md border border-line bg-surface px-2 text-ink"
      />
    </div>
  );
}
