import { type ReactNode, useId } from 'react';

interface CardProps {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a page that answers one question: its title. */
export function Card({ title, hint, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2.5">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {hint !== undefined && <p className="text-sm text-muted">{hint}</p>}
      </header>
      {children}
    </section>
  );
}

/** What a part says that has nothing to show: that this is good, or what will come. */
export const CardNote = ({ children }: { readonly children: ReactNode }) => (
  <p className="px-4 py-3 text-muted">{children}</p>
);
