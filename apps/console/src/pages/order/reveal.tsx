import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../api/names.js';
import { reveal, type Revealed } from '../../api/reveal.js';
import { ActButton } from '../../kit/act-button.js';
import { Dialog } from '../../kit/dialog.js';
import { Contact } from './contact.js';

/** Shows the customer to who says why; it is shown until the dialog is closed, and kept nowhere. */
export function Reveal({ orderId }: { readonly orderId: string }) {
  const { t } = useTranslation('order');
  const names = useNames();
  const [shown, show] = useState<Revealed>();
  return (
    <>
      <ActButton
        of={reveal}
        title={t('reveal')}
        reason="required"
        irreversible={t('revealKept')}
        act={async (reason) => show(await reveal(orderId, reason))}
      >
        <p>{t('revealMeans')}</p>
      </ActButton>
      <Dialog title={t('revealed')} isOpen={shown !== undefined} close={() => show(undefined)}>
        <dl className="grid gap-3">
          {shown?.legs.map(({ legId, accountId, contact }) => (
            <div key={legId}>
              <dt className="text-sm text-muted">{names.account(accountId)}</dt>
              <dd>
                <Contact contact={contact} />
              </dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
