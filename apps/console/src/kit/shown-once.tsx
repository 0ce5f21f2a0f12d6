import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { CopyButton } from './copy-button.js';

interface ShownOnceProps {
  readonly title: string;
  readonly secret: string;
  readonly close: () => void;
}

/** What the hub shows this once: it stays until one says that it is kept. */
export function ShownOnce({ title, secret, close }: ShownOnceProps) {
  const { t } = useTranslation();
  return (
    <section
      role="status"
      aria-label={title}
      className="grid gap-2 rounded-lg border border-line bg-warn-soft p-4"
    >
      <h2 className="font-semibold text-warn">{title}</h2>
      <p>{t('shownOnce')}</p>
      <code tabIndex={0} className="overflow-x-auto rounded-md bg-surface px-3 py-2">
        {secret}
      </code>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} label={t('copy')} />
        <Button onClick={close}>{t('kept')}</Button>
      </div>
    </section>
  );
}
