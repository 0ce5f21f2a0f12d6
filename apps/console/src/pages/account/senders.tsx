import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { CopyButton } from '../../kit/copy-button.js';
import node from '../../snippets/send-order.mjs?raw';
import python from '../../snippets/send_order.py?raw';

const SENDERS = [
  { id: 'node', label: 'Node', file: 'send-order.mjs', run: 'node', text: node },
  { id: 'python', label: 'Python', file: 'send_order.py', run: 'python3', text: python },
] as const;

/** How a shop sends its orders: programs that are run as they stand here by the tests of this project. */
export function Senders({ url }: { readonly url: string }) {
  const { t } = useTranslation('account');
  const [chosen, choose] = useState<(typeof SENDERS)[number]>(SENDERS[0]);
  const { file, run, text } = chosen;
  const command = `WEBHOOK_URL='${url}' WEBHOOK_SECRET='…' ${run} ${file} ${t('storeCode')}`;
  return (
    <Card title={t('sendersTitle')}>
      <div className="grid gap-3 p-4">
        <p>{t('sendersHint')}</p>
        <div role="group" aria-label={t('sendersTitle')} className="flex flex-wrap gap-2">
          {SENDERS.map((sender) => (
            <Button
              key={sender.id}
              look={sender === chosen ? 'primary' : 'plain'}
              aria-pressed={sender === chosen}
              onClick={() => choose(sender)}
            >
              {sender.label}
            </Button>
          ))}
          <CopyButton key={file} text={text} label={t('copyProgram')} />
        </div>
        <Code text={text} label={file} isLong />
        <p>{t('sendersRun')}</p>
        <Code text={command} label={t('sendersRun')} />
        <CopyButton text={command} label={t('copyCommand')} />
      </div>
    </Card>
  );
}

interface CodeProps {
  readonly text: string;
  readonly label: string;
  readonly isLong?: boolean;
}

const Code = ({ text, label, isLong }: CodeProps) => (
  <pre
    tabIndex={0}
    aria-label={label}
    role="region"
    className={`overflow-auto rounded-md bg-raised p-3 text-sm ${isLong === true ? 'max-h-80' : ''}`}
  >
    {text}
  </pre>
);
