import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** What one can do here that has a page of its own. */
export const ButtonLink = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <Link
    to={to}
    className="inline-flex min-h-9 items-center rounded-md bg-accent px-3 py-1.5 font-medium text-accent-ink hover:opacity-90"
  >
    {children}
  </Link>
);
