import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Dialog } from '../../kit/dialog.js';

interface KeysHelpProps {
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

const KEYS = [
  ['j', 'keyNext'],
  ['k', 'keyBefore'],
  ['Enter', 'keyOpen'],
  ['/', 'keySearch'],
  ['?', 'keyHelp'],
] as const;

/** What the keyboard does on the page. */
export function KeysHelp({ isOpen, setOpen }: KeysHelpProps) {
  const { t } = useTranslation('orders');
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t('keys')}
      </Button>
      <Dialog title={t('keysTitle')} isOpen={isOpen} close={() => setOpen(false)}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2">
          {KEYS.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded border border-line bg-raised px-2 py-0.5">{key}</kbd>
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
