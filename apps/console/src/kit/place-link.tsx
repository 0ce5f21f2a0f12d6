import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Leads to what is behind a number or a name. */
export const PlaceLink = ({ to, children }: { readonly to: string; readonly children: ReactNode }) => (
  <Link to={to} className="font-medium text-accent underline underline-offset-2">
    {children}
  </Link>
);
