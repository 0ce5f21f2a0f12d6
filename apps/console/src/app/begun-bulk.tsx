import { useTranslation } from 'react-i18next';
import { bulkActText } from '#admin-contract/bulk-texts.js';
import { useBulk } from '../api/bulks.js';
import { useBoth } from '../kit/both.js';
import { BulkProgress } from '../kit/bulk-progress.js';
import { Dialog } from '../kit/dialog.js';
import { useBegunBulk } from '../kit/use-begun-bulk.js';

/** How far the act on many things is that was begun on this page, and still after a reload. */
export function BegunBulk() {
  const { t } = useTranslation();
  const both = useBoth();
  const { id, show } = useBegunBulk();
  const act = useBulk(id).data?.act;
  const close = () => show(undefined);
  return (
    <Dialog
      title={act === undefined ? t('bulks') : both(bulkActText(act))}
      isOpen={id !== undefined}
      close={close}
    >
      {id !== undefined && <BulkProgress id={id} close={close} />}
    </Dialog>
  );
}
