/**
 * Who takes the hours of so many stores; each world has one of its own, because one vendor takes a call once.
 *
 * @param {{ url: string, control: (what: string, body: object) => Promise<unknown> }} sandbox
 * @param {import('./facts.mjs').Size} size
 */
export async function openVendor({ url, control }, { orders, stores }) {
  const enterprise = {
    aid: 'S107',
    akey: `S107-${orders}`,
    secret: 'an invented secret',
    enterpriseId: String(orders),
  };
  const shops = Array.from({ length: stores }, (_, at) => ({
    depId: String(90_001 + at),
    shopId: String(at + 1),
  }));
  await control('ovopark/enterprises', { ...enterprise, shops });
  return { url, enterprise };
}
