import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Field } from '../../kit/field.js';
import { Select } from '../../kit/select.js';
import type { ControlProps } from './control-props.js';
import { isAddition, textOf } from './config-draft.js';
import { useSettingWords } from './setting-words.js';
import { Labelled } from './labelled.js';
import { LinesControl } from './lines-control.js';
import { makeValue } from './made-values.js';

/** What goes in and never comes out: closed until somebody means to write another one. */
export function SecretControl({ isSet, ...props }: ControlProps & { readonly isSet: boolean }) {
  const { t } = useTranslation('accounts');
  const [isOpen, open] = useState(!isSet);
  const { field, fault, draft } = props;
  const isList = field.type === 'list';
  // What is there goes on being right until who uses it has changed over.
  const begin = () => {
    if (isList) props.change({ more: '' });
    open(true);
  };
  // What is typed stays an addition where it is one.
  const change: ControlProps['change'] = (written) =>
    props.change(isAddition(draft) ? { more: textOf(written) } : written);
  const close = () => {
    props.change('');
    open(false);
  };
  if (!isOpen)
    return (
      <Labelled field={field} fault={fault}>
        <p className="flex flex-wrap items-center gap-3">
          <span className="text-muted">{t('secretSet')}</span>
          <Button onClick={begin}>{t('secretEdit')}</Button>
        </p>
      </Labelled>
    );
  return (
    <div className="grid justify-items-stretch gap-2">
      {isSet && isList && <Beside {...props} />}
      {isList ? <LinesControl {...props} change={change} /> : <Hidden {...props} />}
      {field.generated !== undefined && <MakeOne {...props} change={change} how={field.generated} />}
      {isSet && (
        <p className="flex flex-wrap items-center gap-3 text-sm text-muted">
          {isAddition(draft) ? t('secretAdds') : t('secretReplaces')}
          <Button onClick={close}>{t('secretKeep')}</Button>
        </p>
      )}
    </div>
  );
}

/** Of several, whether those that are there stay. */
function Beside({ draft, change }: ControlProps) {
  const { t } = useTranslation('accounts');
  return (
    <Select
      label={t('secretKept')}
      value={isAddition(draft) ? 'add' : 'replace'}
      choices={[
        { value: 'add', label: t('secretAdd') },
        { value: 'replace', label: t('secretReplaceAll') },
      ]}
      onChange={(way) => change(way === 'add' ? { more: textOf(draft) } : textOf(draft))}
    />
  );
}

interface MakeOneProps extends ControlProps {
  readonly how: NonNullable<ControlProps['field']['generated']>;
}

/** Where nobody has a value yet, a good one is made; of several it is one more. */
function MakeOne({ field, how, draft, change }: MakeOneProps) {
  const { t } = useTranslation('accounts');
  const [isMade, tell] = useState(false);
  const make = () => {
    const others = field.type === 'list' ? textOf(draft).trim() : '';
    change([others, makeValue(how)].filter((text) => text !== '').join('\n'));
    tell(true);
  };
  return (
    <p className="flex flex-wrap items-center gap-3">
      <Button onClick={make}>{t('makeOne')}</Button>
      <span role="status" className="text-sm text-muted">
        {isMade && t('madeOne')}
      </span>
    </p>
  );
}

function Hidden({ field, draft, fault, change }: ControlProps) {
  const words = useSettingWords();
  return (
    <Field
      type="password"
      autoComplete="new-password"
      label={words.label(field)}
      hint={words.description(field)}
      fault={fault}
      value={textOf(draft)}
      onChange={({ target }) => change(target.value)}
    />
  );
}
