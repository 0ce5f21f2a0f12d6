import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveProducts } from '../../api/products.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Dialog } from '../../kit/dialog.js';
import { Field } from '../../kit/field.js';
import { useFieldFaults } from '../../kit/field-faults.js';
import { Refused } from '../../kit/refused.js';

const FIELDS = ['itemName', 'itemSpec', 'productUid', 'units'] as const;
const EMPTY = { itemName: '', itemSpec: '', productUid: '', units: '1' };

/** One mapping by hand, new or in place of an old one. */
export function NewProduct({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('products');
  const [isOpen, open] = useState(false);
  return (
    <May of={saveProducts}>
      <Button onClick={() => open(true)}>{t('newTitle')}</Button>
      <Dialog title={t('newTitle')} isOpen={isOpen} close={() => open(false)}>
        <NewProductForm accountId={accountId} close={() => open(false)} />
      </Dialog>
    </May>
  );
}

interface NewProductFormProps {
  readonly accountId: string;
  readonly close: () => void;
}

function NewProductForm({ accountId, close }: NewProductFormProps) {
  const { t } = useTranslation('products');
  const queries = useQueryClient();
  const [typed, type] = useState(EMPTY);
  const saving = useMutation({
    mutationFn: () => {
      const { itemSpec, ...rest } = typed;
      return saveProducts(accountId, [{ ...rest, ...(itemSpec.trim() === '' ? {} : { itemSpec }) }]);
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  const faults = useFieldFaults(saving.error);
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        // Not of the form of the list that the dialog is in, by React’s tree.
        event.stopPropagation();
        event.preventDefault();
        saving.mutate();
      }}
    >
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={t(name)}
          hint={t(`${name}Hint`)}
          fault={faults.of(`items.0.${name}`)}
          autoComplete="off"
          value={typed[name]}
          onChange={({ target }) => type((all) => ({ ...all, [name]: target.value }))}
        />
      ))}
      <Refused error={saving.error} isBeside />
      <Button look="primary" type="submit" disabled={saving.isPending} className="justify-self-end">
        {t('save')}
      </Button>
    </form>
  );
}
