import {
  COUNTED_BY_TEXTS,
  NEGATIVE_HOURS_TEXTS,
  PART_TEXTS,
  REFUNDS_TEXTS,
} from '#admin-contract/choice-texts.js';
import { useTranslation } from 'react-i18next';
import type { NewRuleSet } from '../../api/settings.js';
import { useBoth } from '../../kit/both.js';
import { useChoices } from '../../kit/choices.js';
import { Field } from '../../kit/field.js';
import type { FieldFaults } from '../../kit/field-faults.js';
import { Select } from '../../kit/select.js';
import { TextArea } from '../../kit/text-area.js';

export interface RulesTyped extends Pick<
  NewRuleSet,
  'countedBy' | 'refunds' | 'leftOut' | 'negativeHours' | 'reason'
> {
  /** On the store's clock. */
  readonly inForceFrom: string;
  /** One a line. */
  readonly sources: string;
}

interface RuleFieldsProps {
  readonly typed: RulesTyped;
  readonly faults: FieldFaults;
  readonly zone: string;
  readonly change: (part: Partial<RulesTyped>) => void;
}

const PARTS = Object.keys(PART_TEXTS) as (keyof typeof PART_TEXTS)[];

/** What may be stated of what counts. */
export function RuleFields({ typed, faults, zone, change }: RuleFieldsProps) {
  const { t } = useTranslation('settings');
  const choices = useChoices();
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Field
        type="datetime-local"
        label={t('inForceFromIn', { zone })}
        hint={t('inForceFromHint')}
        fault={faults.of('inForceFrom')}
        value={typed.inForceFrom}
        onChange={({ target }) => change({ inForceFrom: target.value })}
      />
      <Select
        label={t('countedBy')}
        value={typed.countedBy}
        choices={choices(COUNTED_BY_TEXTS)}
        onChange={(value) => change({ countedBy: value as RulesTyped['countedBy'] })}
      />
      <Select
        label={t('refunds')}
        value={typed.refunds}
        choices={choices(REFUNDS_TEXTS)}
        onChange={(value) => change({ refunds: value as RulesTyped['refunds'] })}
      />
      <Select
        label={t('negativeHours')}
        value={typed.negativeHours}
        choices={choices(NEGATIVE_HOURS_TEXTS)}
        onChange={(value) => change({ negativeHours: value as RulesTyped['negativeHours'] })}
      />
      <Parts leftOut={typed.leftOut} change={(leftOut) => change({ leftOut })} />
      <TextArea
        label={t('excludedSources')}
        hint={t('excludedSourcesHint')}
        fault={faults.of('excludedSources')}
        rows={2}
        value={typed.sources}
        onChange={({ target }) => change({ sources: target.value })}
      />
      <TextArea
        label={t('reason')}
        fault={faults.of('reason')}
        rows={2}
        value={typed.reason}
        onChange={({ target }) => change({ reason: target.value })}
      />
    </div>
  );
}

interface PartsProps {
  readonly leftOut: RulesTyped['leftOut'];
  readonly change: (leftOut: RulesTyped['leftOut']) => void;
}

function Parts({ leftOut, change }: PartsProps) {
  const { t } = useTranslation('settings');
  const both = useBoth();
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="font-medium">{t('leftOut')}</legend>
      {PARTS.map((part) => (
        <label key={part} className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={leftOut.includes(part)}
            onChange={({ target }) =>
              change(target.checked ? [...leftOut, part] : leftOut.filter((one) => one !== part))
            }
          />
          {both(PART_TEXTS[part])}
        </label>
      ))}
    </fieldset>
  );
}
