import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CellPlace } from './next-place.js';

interface GridFocus {
  /** The one cell that the tab key comes to. */
  readonly at: CellPlace;
  readonly go: (place: CellPlace) => void;
  /** The focus is there by itself. */
  readonly came: (place: CellPlace | undefined) => void;
}

/** Moves the focus among the cells of a table, also to rows that are rendered only once they are in sight. */
export function useGridFocus(
  box: RefObject<HTMLElement | null>,
  rows: number,
  rowHeight: number,
  start: CellPlace | undefined,
): GridFocus {
  const [at, setAt] = useState<CellPlace>(start ?? { row: 0, column: 1 });
  const wanted = useRef(start);
  const row = Math.min(at.row, Math.max(0, rows - 1));
  useEffect(() => {
    const place = wanted.current;
    if (place === undefined || box.current === null) return;
    const cell = box.current.querySelector<HTMLElement>(
      `[data-place="${String(place.row)}.${String(place.column)}"]`,
    );
    // Its row is rendered once it is in sight.
    if (cell === null) {
      showRow(box.current, place.row, rowHeight);
      return;
    }
    wanted.current = undefined;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return {
    at: { row, column: at.column },
    go: (place) => {
      wanted.current = place;
      // Where it is asked for twice, it is a place of its own each time: the effect runs.
      setAt({ ...place });
    },
    came: (place) => {
      if (place !== undefined && (place.row !== at.row || place.column !== at.column)) setAt(place);
    },
  };
}

function showRow(box: HTMLElement, row: number, rowHeight: number): void {
  box.scrollTop = Math.max(0, row * rowHeight - box.clientHeight / 2);
}
