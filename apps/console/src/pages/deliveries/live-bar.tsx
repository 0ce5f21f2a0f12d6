import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.js';
import { classes } from '../../kit/classes.js';

export interface LiveBarProps {
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
  /** Why it stands still though it is on. */
  readonly paused: 'scrolled' | 'open' | undefined;
  /** How many have come meanwhile. */
  readonly fresh: number;
  readonly isMore: boolean;
  readonly show: () => void;
}

/** Switches the live tail, and says whether it stands still and what has come meanwhile. */
export function LiveBar({ isOn, turn, paused, fresh, isMore, show }: LiveBarProps) {
  const { t } = useTranslation('deliveries');
  const id = useId();
  const said =
    isOn && paused === undefined
      ? t('liveOn')
      : isOn
        ? t(paused === 'open' ? 'livePausedOpen' : 'livePausedScrolled')
        : fresh > 0
          ? t('livePausedOff')
          : '';
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
      <span className="flex items-center gap-2">
        <Switch.Root
          id={id}
          checked={isOn}
          onCheckedChange={turn}
          aria-labelledby={`${id}-label`}
          className="flex h-6 w-11 rounded-full border border-muted bg-raised p-0.5 data-checked:bg-accent"
        >
          <Switch.Thumb
            className={classes(
              'size-4.5 rounded-full bg-muted data-checked:translate-x-5 data-checked:bg-accent-ink',
            )}
          />
        </Switch.Root>
        <span id={`${id}-label`} className="font-medium">
          {t('live')}
        </span>
      </span>
      <span role="status" className="text-sm text-muted">
        {said}
      </span>
      {fresh > 0 && (
        <Button look="primary" onClick={show}>
          {t(isMore ? 'freshMore' : 'fresh', { count: fresh })} · {t('showFresh')}
        </Button>
      )}
    </div>
  );
}
