/** An address that is wider than its card, and can be read to its end by the keyboard. */
export const WebhookAddress = ({ url }: { readonly url: string }) => (
  <code tabIndex={0} className="overflow-x-auto rounded-md bg-raised px-3 py-2 text-sm whitespace-nowrap">
    {url}
  </code>
);
