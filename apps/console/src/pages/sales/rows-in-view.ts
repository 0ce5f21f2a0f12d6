import { type RefObject, useLayoutEffect, useState } from 'react';

/** Of these many rows at a time: a step of scrolling that shows none new renders nothing. */
const AT_ONCE = 4;

/** The rows of a long table that are worth rendering: [from, to). */
export interface RowsInView {
  readonly from: number;
  readonly to: number;
}

/** Follows how far a box is scrolled, whose rows are of one height. */
export function useRowsInView(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowsInView {
  const [inView, setInView] = useState<RowsInView>({ from: 0, to: 3 * AT_ONCE });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () => {
      const next = viewOf(element.scrollTop, element.clientHeight, rowHeight);
      setInView((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const sized = new ResizeObserver(look);
    sized.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sized.disconnect();
    };
  }, [box, rowHeight]);
  return { from: Math.min(inView.from, Math.max(0, count - AT_ONCE)), to: Math.min(inView.to, count) };
}

/** What is seen, and as much before and behind it as a turn of a wheel shows. */
export function viewOf(scrolled: number, height: number, rowHeight: number): RowsInView {
  const first = Math.floor(scrolled / rowHeight / AT_ONCE) * AT_ONCE;
  const shown = Math.ceil(height / rowHeight / AT_ONCE) * AT_ONCE;
  return { from: Math.max(0, first - AT_ONCE), to: first + shown + 2 * AT_ONCE };
}
