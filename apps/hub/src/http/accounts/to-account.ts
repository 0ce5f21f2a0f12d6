import type { AccountView } from '#accounts/accounts/account-view.js';

/**
 * @param origin under which whoever asked reaches this hub; undefined for who does not administer: whoever knows a webhook
 * address may post there
 */
export const toAccount = <View extends AccountView>(
  { webhookPath, oldWebhook, ...view }: View,
  origin: string | undefined,
) => ({
  ...view,
  ...(webhookPath === null || origin === undefined ? {} : { webhookUrl: origin + webhookPath }),
  ...(oldWebhook === null || origin === undefined ? {} : { oldWebhookUrl: origin + oldWebhook.path }),
  oldWebhookUntil: oldWebhook?.until ?? null,
});
