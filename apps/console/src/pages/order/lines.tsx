import { useTranslation } from 'react-i18next';
import { Money } from '../../kit/money.js';
import type { Leg } from './leg-facts.js';

/** What was bought, as one vendor tells it. */
export function Lines({ lines }: { readonly lines: Leg['lines'] }) {
  const { t } = useTranslation('order');
  if (lines.length === 0) return '—';
  return (
    <ul className="grid gap-0.5">
      {lines.map(({ itemName, itemSpec, quantity, unit, amountFen }, at) => (
        <li key={at}>
          {itemName}
          {itemSpec !== null && <span className="text-sm text-muted"> {itemSpec}</span>}{' '}
          <span className="text-muted">{t('times', { quantity, unit: unit ?? '' })}</span>{' '}
          {amountFen !== null && <Money fen={amountFen} />}
        </li>
      ))}
    </ul>
  );
}
