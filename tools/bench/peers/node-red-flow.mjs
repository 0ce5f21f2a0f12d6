import { PATH } from '../signed-receiver.mjs';

const KEEP = `
const headers = msg.req.headers;
if (!global.get('isSigned')({ headers, body: msg.payload })) {
  msg.statusCode = 401;
  msg.payload = { received: false };
  return msg;
}
const text = msg.payload.toString();
await global.get('insert')({ key: headers['webhook-id'], orderNo: JSON.parse(text).orderNo, text });
msg.statusCode = 200;
msg.payload = { received: true };
return msg;`;

/** A request comes in, its signature is verified in a function node, which puts the order into the database; an answer. */
export const FLOW = [
  { id: 'flow', type: 'tab', label: 'Orders' },
  {
    id: 'in',
    type: 'http in',
    z: 'flow',
    url: PATH,
    method: 'post',
    skipBodyParsing: true,
    wires: [['keep']],
  },
  { id: 'keep', type: 'function', z: 'flow', func: KEEP, outputs: 1, wires: [['out']] },
  { id: 'out', type: 'http response', z: 'flow', wires: [] },
];
