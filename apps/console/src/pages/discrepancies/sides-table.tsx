import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../kit/badge.js';
import { classes } from '../../kit/classes.js';

export interface SideRow {
  readonly name: string;
  /** One a side. */
  readonly cells: readonly ReactNode[];
  /** Here the sides differ. */
  readonly isMarked: boolean;
}

interface SidesTableProps {
  readonly caption: string;
  readonly sides: readonly { readonly key: string; readonly name: ReactNode }[];
  readonly rows: readonly SideRow[];
}

/** What several say of one thing, side by side; where they differ it is marked, and said. */
export function SidesTable({ caption, sides, rows }: SidesTableProps) {
  const { t } = useTranslation('discrepancies');
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full text-left">
        <thead className="text-sm text-muted">
          <tr className="*:px-4 *:py-2 *:font-medium">
            <td />
            {sides.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells, isMarked }) => (
            <tr
              key={name}
              className={classes('border-t border-line align-top *:px-4 *:py-2', isMarked && 'bg-warn-soft')}
            >
              <th scope="row" className="text-sm font-medium text-muted">
                <span className={classes(isMarked && 'text-ink')}>{name}</span>{' '}
                {isMarked && <Badge tone="bad">{t('differs')}</Badge>}
              </th>
              {cells.map((cell, at) => (
                <td key={sides[at]?.key} className={classes(isMarked && 'font-semibold')}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
