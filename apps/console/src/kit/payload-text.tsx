import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.js';
import { formatted } from './formatted.js';

/** What came over the wire, a line for each of its values. */
export function PayloadText({ body }: { readonly body: string }) {
  const { t } = useTranslation();
  const text = formatted(body);
  return (
    <>
      <pre
        className="max-h-[50dvh] overflow-auto rounded-md bg-raised p-3 text-sm"
        tabIndex={0}
        aria-label={t('asSaid')}
      >
        {text}
      </pre>
      <div>
        <CopyButton text={text} label={t('copy')} />
      </div>
    </>
  );
}
