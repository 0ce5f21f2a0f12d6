import { useState } from 'react';

const KEPT = 'suanpan.orders.views';

export interface View {
  readonly name: string;
  /** The filters as they stand in the address. */
  readonly search: string;
}

/** The views that this browser keeps. */
export function useKeptViews() {
  const [views, setViews] = useState(readViews);
  const keep = (changed: readonly View[]) => {
    localStorage.setItem(KEPT, JSON.stringify(changed));
    setViews(changed);
  };
  return {
    views,
    add: (view: View) => keep([...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => keep(views.filter((view) => view.name !== name)),
  };
}

/** What is no list of views, of another version or another hand, is none. */
function readViews(): readonly View[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

const isView = (one: unknown): one is View =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as View).name === 'string' &&
  typeof (one as View).search === 'string';

/** The filters of an address, in an order by which two that say the same are the same. */
export function filtersIn(search: string): string {
  const params = new URLSearchParams(search);
  params.delete('cursor');
  params.sort();
  return params.toString();
}
