import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigField } from '../../api/connectors.js';
import type { FieldFaults } from '../../kit/field-faults.js';
import { ConfigControl } from './config-control.js';
import type { Draft, Drafts } from './config-draft.js';

interface ConfigFieldsProps {
  readonly fields: readonly ConfigField[];
  readonly drafts: Drafts;
  readonly faults: FieldFaults;
  /** Names of the sensitive fields that the account has; empty of a new one. */
  readonly secretsSet: ReadonlySet<string>;
  readonly change: (name: string, draft: Draft) => void;
}

/** What is wanted, and what an account is to do by itself: nothing of it is on before somebody says so. */
const isForEverybody = ({ required, type }: ConfigField): boolean => required || type === 'flags';

/** The settings that a vendor wants; others that have a default are out of the way until they are asked for, or faulty. */
export function ConfigFields({ fields, ...rest }: ConfigFieldsProps) {
  const { t } = useTranslation('accounts');
  const [isOpen, open] = useState(false);
  const wanted = fields.filter(isForEverybody);
  const others = fields.filter((field) => !isForEverybody(field));
  const hasFault = others.some(({ name }) => rest.faults.of(pathOf(name)) !== undefined);
  return (
    <>
      {wanted.map((field) => (
        <Control key={field.name} field={field} {...rest} />
      ))}
      {others.length > 0 && (
        <details
          open={isOpen || hasFault}
          onToggle={({ currentTarget }) => open(currentTarget.open)}
          className="rounded-md border border-line"
        >
          <summary className="cursor-pointer px-3 py-2 font-medium">
            {t('moreSettings', { count: others.length })}
          </summary>
          <div className="grid gap-5 border-t border-line p-3">
            {others.map((field) => (
              <Control key={field.name} field={field} {...rest} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

/** As the hub names a setting in what it says of a form. */
export const pathOf = (name: string): string => `config.${name}`;

type ControlProps = Omit<ConfigFieldsProps, 'fields'> & { readonly field: ConfigField };

const Control = ({ field, drafts, faults, secretsSet, change }: ControlProps) => (
  <ConfigControl
    field={field}
    draft={drafts[field.name] ?? ''}
    fault={faults.of(pathOf(field.name))}
    isSecretSet={secretsSet.has(field.name)}
    change={(draft) => change(field.name, draft)}
  />
);
