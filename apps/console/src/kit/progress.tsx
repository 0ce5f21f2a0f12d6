interface ProgressProps {
  readonly label: string;
  /** Null: nobody knows. */
  readonly percent: number | null;
}

/** How far something is. */
export const Progress = ({ label, percent }: ProgressProps) => (
  <span className="flex items-center gap-2">
    <progress
      aria-label={label}
      max={100}
      {...(percent === null ? {} : { value: percent })}
      className="h-2 w-full min-w-24 accent-accent"
    />
    {percent !== null && <span className="text-sm whitespace-nowrap text-muted">{percent} %</span>}
  </span>
);
