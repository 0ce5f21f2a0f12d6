import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Copies a text; over plain HTTP from another machine, where a browser lets no page copy, it shows the text. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'copied' | 'shown'>('idle');
  const copy = () => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const written =
      clipboard === undefined ? Promise.reject(new Error('no clipboard')) : clipboard.writeText(text);
    written.then(
      () => setState('copied'),
      () => setState('shown'),
    );
  };
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-2">
      <Button onClick={copy}>{label}</Button>
      <span role="status" className="text-sm text-muted">
        {state === 'copied' && t('copied')}
      </span>
      {state === 'shown' && (
        <pre className="max-w-full overflow-x-auto rounded-md bg-raised p-2 text-sm" tabIndex={0}>
          {text}
        </pre>
      )}
    </span>
  );
}
