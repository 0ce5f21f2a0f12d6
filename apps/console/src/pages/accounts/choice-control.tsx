import type { ControlProps } from './control-props.js';
import { textOf } from './config-draft.js';
import { useSettingWords } from './setting-words.js';
import { Labelled } from './labelled.js';
import { Select } from '../../kit/select.js';

export function ChoiceControl({ field, draft, fault, change }: ControlProps) {
  const words = useSettingWords();
  const choices = (field.choices ?? []).map((value) => ({ value, label: words.word(field, value) }));
  const none = draft === '' ? [{ value: '', label: '—' }] : [];
  return (
    <Labelled field={field} fault={fault}>
      <Select
        label={words.label(field)}
        isLabelHidden
        value={textOf(draft)}
        choices={[...none, ...choices]}
        onChange={change}
      />
    </Labelled>
  );
}
