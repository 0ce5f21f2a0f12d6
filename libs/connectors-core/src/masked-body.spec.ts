import fc from 'fast-check';
import { maskedBody } from './masked-body.js';
import { MASK } from './redact.js';
import { toGbk } from './testing/gbk.js';

const NAMES = ['customerName', 'phone', 'address'];
const shown = (text: string) => maskedBody(Buffer.from(text), NAMES);

it('JSON keeps its digits, and nothing of a person', () => {
  const text =
    '{"id":880123456789012345,"price":25.00,"customer_name":"张三丰","phone":13912345678,"address":{"city":"上海"},' +
    '"remark":"打电话13912345678","phone2":"","items":[{"Phone":null,"name":"拿铁"}]}';
  expect(shown(text)).toEqual({
    kind: 'json',
    text:
      `{"id":880123456789012345,"price":25.00,"customer_name":"${MASK}","phone":"${MASK}","address":"${MASK}",` +
      `"remark":"打电话${MASK}","phone2":"","items":[{"Phone":null,"name":"拿铁"}]}`,
  });
});

it('documents within documents are masked too', () => {
  expect(shown(JSON.stringify({ data: JSON.stringify({ phone: '13912345678', no: 'A1' }) }))).toEqual({
    kind: 'json',
    text: JSON.stringify({ data: JSON.stringify({ phone: MASK, no: 'A1' }) }),
  });
  expect(shown(`data=${encodeURIComponent('{"phone":"139-1234-5678"}')}&no=A1&phone=1`)).toEqual({
    kind: 'form',
    text: String(new URLSearchParams({ data: `{"phone":"${MASK}"}`, no: 'A1', phone: MASK })),
  });
});

it('of XML elements and attributes go whole', () => {
  const xml =
    '<order no="1"><ns:phone a="b">1<b>39</b></ns:phone><phone/><name phone="139">拿铁</name></order>';
  expect(shown(xml)).toEqual({
    kind: 'xml',
    text: `<order no="1"><ns:phone a="b">${MASK}</ns:phone><phone/><name phone="${MASK}">拿铁</name></order>`,
  });
  expect(shown('<phone>139')?.text).toBe(`<phone>${MASK}`);
});

it('a vendor that answers in GBK is read as well, and masked', () => {
  const said =
    '{"itemName":"拿铁","phone":"13912345678","remark":"请打 13912345678","customerName":"张三丰"}';
  expect(maskedBody(toGbk(said), NAMES)).toEqual({
    kind: 'json',
    text: `{"itemName":"拿铁","phone":"${MASK}","remark":"请打 ${MASK}","customerName":"${MASK}"}`,
  });
});

it('what is none of these is not shown', () => {
  for (const text of ['', '13912345678', 'hello = world', '{"phone":"139', '"13912345678"'])
    expect([text, shown(text)]).toEqual([text, undefined]);
  expect(maskedBody(Buffer.from([0xff, 0xfe, 0x00]), NAMES)).toBeUndefined();
});

it('whatever the rest of a document, a personal value is nowhere in it', () => {
  const value = fc.stringMatching(/^Q[a-z\u4e00-\u4eff0-9"\\&<> ]{8,20}Z$/);
  fc.assert(
    fc.property(value, fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...NAMES), (secret, rest, name) => {
      const document = {
        rest,
        [name]: secret,
        again: `x ${secret} y`,
        deep: { list: [{ [name]: [secret] }] },
      };
      const { text = '' } = maskedBody(Buffer.from(JSON.stringify(document)), NAMES) ?? {};
      expect(text).toContain(MASK);
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      const form = new URLSearchParams({ [name]: secret, data: JSON.stringify({ [name]: secret }) });
      const formText = maskedBody(Buffer.from(String(form)), NAMES)?.text ?? secret;
      expect(decodeURIComponent(formText.replaceAll('+', ' '))).not.toContain(secret);
    }),
  );
});
