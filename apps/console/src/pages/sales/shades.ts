/** How a cell of each shade looks; -1: below zero, 0: nothing. */
const CLASSES: Readonly<Record<number, string>> = {
  [-1]: 'bg-bad-soft text-bad',
  0: 'text-muted',
  1: 'shade-1',
  2: 'shade-2',
  3: 'shade-3',
  4: 'shade-4',
  5: 'shade-5',
};

export const shadeClass = (shade: number): string => CLASSES[shade] ?? '';
