import { useTranslation } from 'react-i18next';
import { useStores } from '../../api/stores.js';
import { Button } from '../../kit/button.js';
import { Field } from '../../kit/field.js';
import { type FieldFaults, useFieldFaults } from '../../kit/field-faults.js';
import { Refused } from '../../kit/refused.js';
import { Select } from '../../kit/select.js';

export interface BindingTyped {
  readonly vendorStoreId: string;
  readonly storeId: string;
  /** On the store's clock; empty: always. */
  readonly from: string;
}

interface BindingFieldsProps {
  readonly typed: BindingTyped;
  readonly zone: string;
  readonly change: (part: Partial<BindingTyped>) => void;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly submit: () => void;
}

/** A store of the vendor's, ours, and since when the one is the other. */
export function BindingFields({ typed, zone, change, error, isBusy, submit }: BindingFieldsProps) {
  const { t } = useTranslation('account');
  const faults = useFieldFaults(error);
  return (
    <form
      noValidate
      className="grid items-start gap-4 p-4 md:grid-cols-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={t('vendorStore')}
        hint={t('vendorStoreHint')}
        fault={faults.of('vendorStoreId')}
        value={typed.vendorStoreId}
        onChange={({ target }) => change({ vendorStoreId: target.value })}
      />
      <ChooseStore chosen={typed.storeId} faults={faults} choose={(storeId) => change({ storeId })} />
      <Field
        type="datetime-local"
        label={t('bindFrom', { zone })}
        hint={t('bindFromHint')}
        fault={faults.of('from')}
        value={typed.from}
        onChange={({ target }) => change({ from: target.value })}
      />
      <div className="grid justify-items-start gap-2 md:col-span-3">
        <Refused error={error} isBeside />
        <Button
          look="primary"
          type="submit"
          disabled={isBusy || typed.storeId === '' || typed.vendorStoreId.trim() === ''}
        >
          {t('bindIt')}
        </Button>
      </div>
    </form>
  );
}

interface ChooseStoreProps {
  readonly chosen: string;
  readonly faults: FieldFaults;
  readonly choose: (id: string) => void;
}

function ChooseStore({ chosen, faults, choose }: ChooseStoreProps) {
  const { t } = useTranslation('account');
  const stores = useStores().data ?? [];
  const fault = faults.of('storeId');
  return (
    <div className="grid gap-1">
      <Select
        label={t('ourStore')}
        value={chosen}
        choices={[
          { value: '', label: t('chooseStore') },
          ...stores.map(({ id, name, code }) => ({ value: id, label: `${name} (${code})` })),
        ]}
        onChange={choose}
      />
      {fault !== undefined && <p className="text-sm font-medium text-bad">{fault}</p>}
    </div>
  );
}
