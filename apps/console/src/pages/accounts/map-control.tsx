import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import type { ConfigField } from '../../api/connectors.js';
import type { ControlProps } from './control-props.js';
import type { MapRow } from './config-draft.js';
import { useSettingWords } from './setting-words.js';
import { Labelled } from './labelled.js';

const INPUT = 'min-h-9 w-full min-w-0 rounded-md border border-muted bg-surface px-2 text-ink';

/** Names, and what each stands for. */
export function MapControl({
  field,
  rows,
  fault,
  change,
}: ControlProps & { readonly rows: readonly MapRow[] }) {
  const { t } = useTranslation('accounts');
  const put = (at: number, row: MapRow) => change(rows.map((old, index) => (index === at ? row : old)));
  return (
    <Labelled field={field} fault={fault}>
      <ul className="grid w-full max-w-xl gap-2">
        {rows.map((row, at) => (
          <li key={at} className="grid grid-cols-[1fr_auto_1fr_auto] items-center gap-2">
            <input
              aria-label={t('mapName', { row: at + 1 })}
              value={row.name}
              onChange={({ target }) => put(at, { ...row, name: target.value })}
              className={INPUT}
            />
            <span aria-hidden>→</span>
            <MapValue field={field} row={row} at={at} put={(value) => put(at, { ...row, value })} />
            <Button
              aria-label={t('takeRow', { row: at + 1 })}
              onClick={() => change(rows.filter((_, index) => index !== at))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <Button onClick={() => change([...rows, { name: '', value: field.values?.[0] ?? '' }])}>
        {t('addRow')}
      </Button>
    </Labelled>
  );
}

interface MapValueProps {
  readonly field: ConfigField;
  readonly row: MapRow;
  readonly at: number;
  readonly put: (value: string) => void;
}

function MapValue({ field, row, at, put }: MapValueProps) {
  const { t } = useTranslation('accounts');
  const words = useSettingWords();
  const shared = { 'aria-label': t('mapValue', { row: at + 1 }), value: row.value, className: INPUT };
  if (field.values === undefined) return <input {...shared} onChange={({ target }) => put(target.value)} />;
  return (
    <select {...shared} onChange={({ target }) => put(target.value)}>
      {field.values.map((value) => (
        <option key={value} value={value}>
          {words.word(field, value)}
        </option>
      ))}
    </select>
  );
}
