import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productsCsvPath, saveProductsCsv } from '../../api/products.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { Faults } from './faults.js';

/** All mappings as a file, out and in. */
export function Csv({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('products');
  return (
    <Card title={t('csvTitle')} hint={t('csvHint')}>
      <div className="grid gap-4 p-4 md:grid-cols-2">
        <div className="grid content-start justify-items-start gap-2">
          <p>{t('csvDown')}</p>
          <a
            href={productsCsvPath(accountId)}
            download
            className="inline-flex min-h-9 items-center rounded-md border border-line bg-surface px-3 py-1.5 font-medium hover:bg-raised"
          >
            {t('csvDownload')}
          </a>
        </div>
        <May of={saveProductsCsv}>
          <Upload accountId={accountId} />
        </May>
      </div>
    </Card>
  );
}

function Upload({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('products');
  const id = useId();
  const queries = useQueryClient();
  const [file, choose] = useState<File>();
  const saving = useMutation({
    mutationFn: (chosen: File) => saveProductsCsv(accountId, chosen),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <div className="grid content-start justify-items-start gap-2">
      <label htmlFor={id}>{t('csvUp')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        className="max-w-full text-sm"
        onChange={({ target }) => {
          saving.reset();
          choose(target.files?.[0]);
        }}
      />
      <Button
        disabled={file === undefined || saving.isPending}
        onClick={() => file !== undefined && saving.mutate(file)}
      >
        {saving.isPending ? t('csvUploading') : t('csvUpload')}
      </Button>
      <p role="status" className="text-good">
        {saving.isSuccess && t('csvSaved', { saved: saving.data.saved, unchanged: saving.data.unchanged })}
      </p>
      <Faults error={saving.error} />
    </div>
  );
}
