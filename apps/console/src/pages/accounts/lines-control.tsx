import { useTranslation } from 'react-i18next';
import { TextArea } from '../../kit/text-area.js';
import type { ControlProps } from './control-props.js';
import { textOf } from './config-draft.js';
import { useSettingWords } from './setting-words.js';

/** Several texts, one a line. */
export function LinesControl({ field, draft, fault, change }: ControlProps) {
  const { t } = useTranslation('accounts');
  const words = useSettingWords();
  const lines = textOf(draft).split('\n').length;
  return (
    <TextArea
      label={words.label(field)}
      hint={`${words.description(field)} ${t('oneALine')}`}
      fault={fault}
      rows={Math.min(8, Math.max(2, lines))}
      autoComplete="off"
      spellCheck={false}
      value={textOf(draft)}
      onChange={({ target }) => change(target.value)}
    />
  );
}
