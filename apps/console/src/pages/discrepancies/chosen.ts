import { useState } from 'react';
import type { Discrepancy } from '../../api/discrepancies.js';

/** Which of a list are chosen, over its pages. */
export interface Chosen {
  /** Those that were read: of everything there may be more. */
  readonly all: readonly Discrepancy[];
  /** All that match are meant, those that were not read too. */
  readonly isEverything: boolean;
  readonly has: (id: string) => boolean;
  readonly put: (items: readonly Discrepancy[], isChosen: boolean) => void;
  readonly putEverything: (read: readonly Discrepancy[]) => void;
  readonly clear: () => void;
}

export function useChosen(): Chosen {
  const [byId, setById] = useState<ReadonlyMap<string, Discrepancy>>(new Map());
  const [isEverything, setEverything] = useState(false);
  const put = (items: readonly Discrepancy[], isChosen: boolean) => {
    setById((before) => {
      const after = new Map(before);
      for (const one of items)
        if (isChosen) after.set(one.id, one);
        else after.delete(one.id);
      return after;
    });
    if (!isChosen) setEverything(false);
  };
  return {
    all: [...byId.values()],
    isEverything,
    has: (id) => isEverything || byId.has(id),
    put,
    putEverything: (read) => {
      put(read, true);
      setEverything(true);
    },
    clear: () => {
      setById(new Map());
      setEverything(false);
    },
  };
}
