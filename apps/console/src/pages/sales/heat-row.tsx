import { memo } from 'react';
import { yuanOf } from '../../i18n/money.js';
import type { CellWords } from './cell-words.js';
import type { HeatColumn } from './heat-columns.js';
import { HeatCell } from './heat-cell.js';
import type { HeatRow } from './heat-rows.js';

export const ROW_HEIGHT = 36;

interface HeatRowProps {
  readonly row: HeatRow;
  readonly index: number;
  readonly columns: readonly HeatColumn[];
  readonly bounds: readonly number[];
  readonly words: CellWords;
  /** The column that the keyboard is at, in this row; 0 is the store. */
  readonly active: number | undefined;
}

/** A store: its name leads to its days, each hour to what is behind it. */
export const HeatRowView = memo(function HeatRowView(props: HeatRowProps) {
  const { row, index, columns, bounds, words, active } = props;
  const { store, cells, totalFen, orders } = row;
  return (
    <tr aria-rowindex={index + 3} style={{ height: ROW_HEIGHT }}>
      <th scope="row" className="sticky left-0 z-1 bg-surface px-2 text-left text-sm font-medium">
        <a
          href={`/sales/stores/${store.storeId}`}
          tabIndex={active === 0 ? 0 : -1}
          data-place={`${String(index)}.0`}
          title={`${store.storeName} ${store.storeCode}`}
          className="block truncate py-1 text-accent underline underline-offset-2"
        >
          {store.storeName}
        </a>
      </th>
      <td className="px-2 text-right text-sm whitespace-nowrap" title={words.sum(totalFen, orders)}>
        {yuanOf(totalFen)}
      </td>
      {cells.map((hour, at) => (
        <HeatCell
          key={columns[at]?.key}
          hour={hour}
          label={columns[at] === undefined ? '' : words.cell(store.storeName, columns[at], hour)}
          place={`${String(index)}.${String(at + 1)}`}
          to={hour === undefined ? '' : `/sales/hours/${store.storeId}/${hour.hourStart}`}
          bounds={bounds}
          language={words.language}
          isActive={active === at + 1}
        />
      ))}
    </tr>
  );
});
