import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readPush, registerPush } from '../../api/account.js';
import { May } from '../../kit/may.js';
import { Button } from '../../kit/button.js';
import { Card } from '../../kit/card.js';
import { CopyButton } from '../../kit/copy-button.js';
import { Refused } from '../../kit/refused.js';
import { OldWebhook } from './old-webhook.js';
import { RenewWebhook } from './renew-webhook.js';
import type { Shown } from './shown.js';
import { WebhookAddress } from './webhook-address.js';

/** Where the vendor is to post to: whoever knows the address is believed to be the vendor, so it can be another one. */
export function WebhookCard({ account, connector, url }: Shown & { readonly url: string }) {
  const { t } = useTranslation('account');
  return (
    <Card title={t('webhookTitle')}>
      <div className="grid gap-3 p-4">
        <p>{t('webhookHint')}</p>
        <WebhookAddress url={url} />
        <div className="flex flex-wrap gap-2">
          <CopyButton text={url} label={t('webhookCopy')} />
          <RenewWebhook account={account} />
        </div>
        <OldWebhook account={account} />
        {connector.push && <Push id={account.id} isPaused={account.paused} />}
      </div>
    </Card>
  );
}

/** Of a vendor that is told by a call where to post to. */
function Push({ id, isPaused }: { readonly id: string; readonly isPaused: boolean }) {
  const { t } = useTranslation('account');
  const asking = useMutation({
    mutationFn: (isToRegister: boolean) => (isToRegister ? registerPush(id) : readPush(id)),
  });
  const { data } = asking;
  return (
    <div className="grid justify-items-start gap-2 border-t border-line pt-3">
      <div className="flex flex-wrap gap-2">
        <May of={registerPush}>
          <Button disabled={asking.isPending || isPaused} onClick={() => asking.mutate(true)}>
            {t('pushRegister')}
          </Button>
        </May>
        <Button disabled={asking.isPending || isPaused} onClick={() => asking.mutate(false)}>
          {t('pushAsk')}
        </Button>
      </div>
      <p role="status">
        {data !== undefined &&
          (data.matches
            ? t('pushHere')
            : data.ok
              ? t('pushElsewhere')
              : t('pushFailed', { message: data.message }))}
      </p>
      <Refused error={asking.error} />
    </div>
  );
}
