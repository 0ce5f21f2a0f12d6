import { Field } from '../../kit/field.js';
import type { ControlProps } from './control-props.js';
import { ChoiceControl } from './choice-control.js';
import { type MapRow, textOf } from './config-draft.js';
import { useSettingWords } from './setting-words.js';
import { FlagsControl } from './flags-control.js';
import { MapControl } from './map-control.js';
import { SecretControl } from './secret-control.js';
import { LinesControl } from './lines-control.js';

/** One setting, in the form that its type asks for. */
export function ConfigControl({ isSecretSet, ...props }: ControlProps & { readonly isSecretSet: boolean }) {
  const { field, draft } = props;
  if (field.sensitive) return <SecretControl isSet={isSecretSet} {...props} />;
  if (field.type === 'choice') return <ChoiceControl {...props} />;
  if (field.type === 'boolean')
    return (
      <FlagsControl
        {...props}
        flags={{ [field.name]: draft === true }}
        changeFlag={(is) => props.change(is)}
      />
    );
  if (field.type === 'flags') {
    const flags = draft as Readonly<Record<string, boolean>>;
    return (
      <FlagsControl
        {...props}
        flags={flags}
        changeFlag={(is, flag) => props.change({ ...flags, [flag]: is })}
      />
    );
  }
  if (field.type === 'map') return <MapControl {...props} rows={draft as readonly MapRow[]} />;
  return field.type === 'list' ? <LinesControl {...props} /> : <TextControl {...props} />;
}

function TextControl({ field, draft, fault, change }: ControlProps) {
  const words = useSettingWords();
  return (
    <Field
      label={words.label(field)}
      hint={words.description(field)}
      fault={fault}
      inputMode={field.type === 'integer' ? 'numeric' : undefined}
      autoComplete="off"
      value={textOf(draft)}
      onChange={({ target }) => change(target.value)}
    />
  );
}
