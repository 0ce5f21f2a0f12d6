import type { ReactNode } from 'react';
import { useTitle } from '../app/title.js';

interface PageHeadProps {
  readonly title: string;
  readonly hint?: string | undefined;
  /** What one can do here. */
  readonly children?: ReactNode;
}

/** What a page is; the browser's tab says so too. */
export function PageHead({ title, hint, children }: PageHeadProps) {
  useTitle(title);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold break-words">{title}</h1>
        {hint !== undefined && <p className="text-sm text-muted">{hint}</p>}
      </div>
      {children !== undefined && <div className="flex flex-wrap gap-2">{children}</div>}
    </div>
  );
}
