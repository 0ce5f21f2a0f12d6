import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../kit/button.js';
import { Select } from '../../kit/select.js';
import { HeatMap } from './heat-map.js';
import { type HeatMapData, type Shown, type Sort, SORTS } from './heat-rows.js';
import { shadesOf } from './heat-steps.js';
import type { HourState } from './hour-marks.js';
import { Legend } from './legend.js';
import type { CellPlace } from './next-place.js';
import type { WholeDay } from './sales-day.js';

interface HeatViewProps {
  readonly day: WholeDay;
  readonly map: HeatMapData;
  readonly shown: Shown;
  readonly setName: (name: string) => void;
  readonly setSort: (sort: Sort) => void;
  readonly setState: (state: HourState | undefined) => void;
  readonly clear: () => void;
}

const SORT_TEXTS = { code: 'sortCode', least: 'sortLeast', most: 'sortMost' } as const;

/** The map with what explains and narrows it. */
export function HeatView({ day, map, shown, setName, setSort, setState, clear }: HeatViewProps) {
  const { t } = useTranslation('sales');
  const bounds = useMemo(
    () => shadesOf(day.stores.flatMap(({ hours }) => hours.map(({ totalFen }) => Number(totalFen)))),
    [day.stores],
  );
  const choices = SORTS.map((value) => ({ value, label: t(SORT_TEXTS[value]) }));
  return (
    <>
      <Legend bounds={bounds} states={map.states} chosen={shown.state} choose={setState} />
      <div className="flex flex-wrap items-end gap-3">
        <label className="grid gap-1 text-sm font-medium">
          {t('findStore')}
          <input
            type="search"
            value={shown.name}
            onChange={({ target }) => setName(target.value)}
            className="min-h-9 w-56 rounded-md border border-line bg-surface px-2 text-base font-normal text-ink"
          />
        </label>
        <Select
          label={t('sort')}
          value={shown.sort}
          choices={choices}
          onChange={(value) => setSort(SORTS.find((one) => one === value) ?? 'code')}
        />
        <p role="status" className="py-1.5 text-sm text-muted">
          {t('shown', { count: map.rows.length })}
        </p>
      </div>
      <section className="min-w-0 rounded-lg border border-line bg-surface p-1">
        {map.rows.length === 0 ? (
          <div className="grid justify-items-start gap-2 px-4 py-6">
            <p className="text-muted">{t('nothing')}</p>
            <Button onClick={clear}>{t('clear')}</Button>
          </div>
        ) : (
          <PlacedMap map={map} bounds={bounds} asOf={day.asOf} />
        )}
      </section>
      <p className="text-sm text-muted">{t('keys')}</p>
    </>
  );
}

interface PlacedMapProps {
  readonly map: HeatMapData;
  readonly bounds: readonly number[];
  readonly asOf: string;
}

/** Whoever comes back from an hour stands where they left: the address keeps the cell. */
function PlacedMap({ map, bounds, asOf }: PlacedMapProps) {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const at = params.get('at');
  const open = (place: CellPlace, href: string) => {
    setParams(
      (before) => {
        before.set('at', nameOf(map, place));
        return before;
      },
      { replace: true },
    );
    void navigate(href);
  };
  return (
    <HeatMap
      map={map}
      bounds={bounds}
      asOf={asOf}
      start={at === null ? undefined : placeOf(map, at)}
      open={open}
    />
  );
}

const nameOf = ({ rows, columns }: HeatMapData, { row, column }: CellPlace): string =>
  [rows[row]?.store.storeId ?? '', columns[column - 1]?.key ?? ''].join('_');

function placeOf({ rows, columns }: HeatMapData, name: string): CellPlace | undefined {
  const [storeId, key] = name.split('_');
  const row = rows.findIndex(({ store }) => store.storeId === storeId);
  return row < 0 ? undefined : { row, column: columns.findIndex((column) => column.key === key) + 1 };
}
