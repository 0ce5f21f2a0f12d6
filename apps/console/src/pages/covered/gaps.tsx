import { WINDOW_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { useTranslation } from 'react-i18next';
import type { Stream } from '../../api/coverage.js';
import { useBoth } from '../../kit/both.js';
import { Instant } from '../../kit/instant.js';
import { useWindowFault } from './window-fault.js';

/** Stretches that are planned and not read yet. */
export function Gaps({ stream }: { readonly stream: Stream }) {
  const { t } = useTranslation('coverage');
  const both = useBoth();
  const fault = useWindowFault();
  return (
    <details>
      <summary className="cursor-pointer text-accent underline underline-offset-2">
        {t('gapCount', { count: stream.gaps.length })}
      </summary>
      <ul className="grid gap-1 py-1">
        {stream.gaps.map(({ from, to, state, errorCode }) => (
          <li key={from} className="text-sm">
            <Instant at={from} /> – <Instant at={to} /> · {both(WINDOW_STATE_TEXTS[state])}
            {errorCode !== null && ` · ${fault(errorCode)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
