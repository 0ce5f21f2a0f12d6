import { type KeyboardEvent, type MouseEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCellWords } from './cell-words.js';
import { HeatHead } from './heat-head.js';
import { HeatRowView, ROW_HEIGHT } from './heat-row.js';
import type { HeatMapData } from './heat-rows.js';
import './heat.css';
import { type CellPlace, type GridSize, nextPlace } from './next-place.js';
import { useRowsInView } from './rows-in-view.js';
import { useGridFocus } from './use-grid-focus.js';

interface HeatMapProps {
  readonly map: HeatMapData;
  readonly bounds: readonly number[];
  readonly asOf: string;
  /** Where the keyboard is at first: where one came back from. */
  readonly start: CellPlace | undefined;
  /** Follows the link of a cell. */
  readonly open: (place: CellPlace, href: string) => void;
}

/** Stores and hours as a table in which the arrow keys move; of its rows those in sight are rendered. */
export function HeatMap({ map, bounds, asOf, start, open }: HeatMapProps) {
  const { t } = useTranslation('sales');
  const words = useCellWords(asOf);
  const box = useRef<HTMLDivElement>(null);
  const { rows, columns } = map;
  const { from, to } = useRowsInView(box, rows.length, ROW_HEIGHT);
  const focus = useGridFocus(box, rows.length, ROW_HEIGHT, start);
  const size = { rows: rows.length, columns: columns.length + 1, page: PAGE };
  return (
    <div ref={box} className="max-h-[75dvh] scroll-pt-18 scroll-pl-32 overflow-auto">
      <table
        role="grid"
        aria-label={t('map')}
        aria-rowcount={rows.length + 2}
        aria-colcount={columns.length + 2}
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: STORE_WIDTH + TOTAL_WIDTH + columns.length * HOUR_WIDTH }}
        onKeyDown={(event) => move(event, size, focus.go)}
        onClick={(event) => follow(event, open)}
        onFocus={({ target }) => focus.came(placeOf(target))}
      >
        <colgroup>
          <col style={{ width: STORE_WIDTH }} />
          <col style={{ width: TOTAL_WIDTH }} />
        </colgroup>
        <HeatHead map={map} />
        <tbody>
          <Gap rows={from} />
          {rows.slice(from, to).map((row, at) => (
            <HeatRowView
              key={row.store.storeId}
              row={row}
              index={from + at}
              columns={columns}
              bounds={bounds}
              words={words}
              active={focus.at.row === from + at ? focus.at.column : undefined}
            />
          ))}
          <Gap rows={rows.length - to} />
        </tbody>
      </table>
    </div>
  );
}

/** Rows that a page up or down goes. */
const PAGE = 10;

function move(event: KeyboardEvent, size: GridSize, go: (place: CellPlace) => void): void {
  const at = placeOf(event.target);
  const next = at && nextPlace(event.key, event.ctrlKey, at, size);
  if (next === undefined) return;
  event.preventDefault();
  go(next);
}

function follow(event: MouseEvent, open: HeatMapProps['open']): void {
  const place = placeOf(event.target);
  const href = (event.target as Element).closest('a')?.getAttribute('href');
  if (place === undefined || href == null || isForBrowser(event)) return;
  event.preventDefault();
  open(place, href);
}

/** Fixed: the browser lays out what comes into sight without a look at all that is there. */
const STORE_WIDTH = 120;
const TOTAL_WIDTH = 100;
const HOUR_WIDTH = 35;

/** Stands for rows that are out of sight. */
const Gap = ({ rows }: { readonly rows: number }) =>
  rows > 0 && <tr aria-hidden style={{ height: rows * ROW_HEIGHT }} />;

function placeOf(target: EventTarget): CellPlace | undefined {
  const text = (target as Element).closest<HTMLElement>('[data-place]')?.dataset['place'];
  const [row, column] = (text ?? '').split('.').map(Number);
  return text === undefined || row === undefined || column === undefined ? undefined : { row, column };
}

/** Opens it in a tab or window of its own. */
const isForBrowser = ({ button, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button !== 0 || ctrlKey || metaKey || shiftKey;
