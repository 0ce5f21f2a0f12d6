import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.js';

/** Copies the call that works a delivery off once more, for a shell that holds a key in $KEY. */
export function ReplayButton({ deliveryId }: { readonly deliveryId: string }) {
  const { t } = useTranslation();
  const call = `curl -X POST '${location.origin}/api/v1/deliveries/${deliveryId}/replay' -H "Authorization: Bearer $KEY"`;
  return <CopyButton text={call} label={t('copyReplay')} />;
}
