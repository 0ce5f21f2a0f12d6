import { useEffect, useState } from 'react';

interface Row {
  readonly id: string;
}

interface Kept<R> {
  readonly key: string;
  readonly rows: readonly R[];
}

/**
 * What a list shows that is read again and again, the newest first. While it is followed that is what was read last;
 * else the rows stay where they are, each as it is by now, and what has come since is counted. No more rows are kept
 * than one part of the list has.
 *
 * @param latest undefined until it is read for this key
 * @param key another one begins anew
 */
export function useLiveRows<R extends Row>(
  latest: readonly R[] | undefined,
  key: string,
  isFollowed: boolean,
): { readonly rows: readonly R[] | undefined; readonly fresh: number } {
  const [kept, setKept] = useState<Kept<R>>();
  const isStale = latest !== undefined && kept?.rows !== latest && (isFollowed || kept?.key !== key);
  if (isStale) setKept({ key, rows: latest });
  const shown = isStale ? latest : kept?.rows;
  if (latest === undefined || shown === undefined) return { rows: shown, fresh: 0 };
  return { rows: standing(shown, latest), fresh: freshOf(shown, latest) };
}

/** Those rows as they are by now, without those that the list has no more. */
export function standing<R extends Row>(shown: readonly R[], latest: readonly R[]): readonly R[] {
  if (shown === latest) return shown;
  const byId = new Map(latest.map((row) => [row.id, row]));
  const oldest = latest.at(-1)?.id;
  return shown.flatMap((row) => byId.get(row.id) ?? (oldest !== undefined && row.id < oldest ? row : []));
}

/** How many have come; all of a part: perhaps more. */
export function freshOf(shown: readonly Row[], latest: readonly Row[]): number {
  const [newest] = shown;
  return newest === undefined ? latest.length : latest.filter(({ id }) => id > newest.id).length;
}

/** Nearer to the top one still sees the first row. */
const TOP_PX = 80;

/** Whether the page is scrolled away from its top. Asked for while rows change, a browser would lay them out first. */
export function useIsScrolled(): boolean {
  const [isScrolled, setScrolled] = useState(false);
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > TOP_PX);
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);
  return isScrolled;
}
