import { useState } from 'react';

const KEPT = 'suanpan.today.seen';

/** When this browser's reader has last said that all was seen; undefined before the first time. */
export function useLastLook(): [string | undefined, (at: string) => void] {
  const [at, setAt] = useState(() => localStorage.getItem(KEPT) ?? undefined);
  const seen = (now: string) => {
    localStorage.setItem(KEPT, now);
    setAt(now);
  };
  return [at, seen];
}
