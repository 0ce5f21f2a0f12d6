/** A cell of the map: column 0 is the store itself. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page up or down goes. */
  readonly page: number;
}

/** Where a key leads to from a cell; undefined where it leads nowhere. As the pattern of a grid has it. */
export function nextPlace(
  key: string,
  isCtrl: boolean,
  at: CellPlace,
  size: GridSize,
): CellPlace | undefined {
  const move = MOVES[key];
  if (move === undefined) return undefined;
  const { row, column } = move(at, size, isCtrl);
  return { row: within(row, size.rows), column: within(column, size.columns) };
}

type Move = (at: CellPlace, size: GridSize, isCtrl: boolean) => CellPlace;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  PageUp: ({ row, column }, { page }) => ({ row: row - page, column }),
  PageDown: ({ row, column }, { page }) => ({ row: row + page, column }),
  Home: ({ row }, _size, isCtrl) => ({ row: isCtrl ? 0 : row, column: 0 }),
  End: ({ row }, { rows, columns }, isCtrl) => ({ row: isCtrl ? rows - 1 : row, column: columns - 1 }),
};

const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
