import { useQuery } from '@tanstack/react-query';
import { callForText } from './call.js';

/** What came over the wire, masked. Read when it is asked for, and kept no longer than it is shown. */
export const usePayload = (id: string) =>
  useQuery({ queryKey: ['payload', id], queryFn: () => readPayload(id), gcTime: 0 });

async function readPayload(id: string) {
  const { text, headers } = await callForText(`payloads/${id}`);
  return { text, isDelivery: headers.get('payload-of') === 'delivery' };
}
