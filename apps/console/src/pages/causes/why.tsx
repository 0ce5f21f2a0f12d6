import { causeAdvice } from '#admin-contract/cause-advice.js';
import { causeText } from '#admin-contract/cause-words.js';
import { useBoth } from '../../kit/both.js';

interface WhyProps {
  readonly kind: Parameters<typeof causeAdvice>[0];
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** Why it stands as it does, what to do, and what the vendor or the hub said of it. */
export function Why({ kind, errorCode, errorMessage }: WhyProps) {
  const both = useBoth();
  if (errorCode === null) return null;
  const text = causeText(kind, errorCode);
  const advice = causeAdvice(kind, errorCode);
  return (
    <div className="grid gap-1">
      <p className="font-semibold">{text === undefined ? errorCode : both(text)}</p>
      {advice !== undefined && <p>{both(advice)}</p>}
      {errorMessage !== null && (
        <p className="text-sm break-words text-muted" lang="en">
          {errorMessage}
        </p>
      )}
    </div>
  );
}
