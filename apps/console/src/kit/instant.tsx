import { useZone } from '../api/me.js';
import { clockOf, offsetOf } from '../i18n/instants.js';

interface InstantProps {
  /** ISO 8601. */
  readonly at: string;
  /** IANA; of what belongs to no store it is left out. */
  readonly zone?: string | undefined;
}

/** An instant on the clock of its store, with the zone said. */
export function Instant({ at, zone }: InstantProps) {
  const hubs = useZone();
  return <InstantIn at={at} zone={zone ?? hubs} />;
}

/** The same where the zone is known: of rows by the hundred. */
export const InstantIn = ({ at, zone }: { readonly at: string; readonly zone: string }) => (
  <time dateTime={at} title={zone} className="whitespace-nowrap">
    {clockOf(at, zone)} <span className="text-sm text-muted">{offsetOf(at, zone)}</span>
  </time>
);
