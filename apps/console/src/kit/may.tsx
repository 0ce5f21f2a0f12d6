import type { ReactNode } from 'react';
import type { Route } from '#admin-contract/route-access.js';
import type { Does } from '../api/act.js';
import { useMay } from '../api/may.js';

/** Shown to whoever may do it, or read it. */
export function May({ of, children }: { readonly of: Does | Route; readonly children: ReactNode }) {
  return useMay()(of) ? <>{children}</> : null;
}
