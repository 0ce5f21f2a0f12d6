import { template } from './template.js';

it('says a text with other values in its places, wherever these stand and however often', () => {
  const said = template(['a', 'b'], ({ a, b }) => `${b}: ${a} of ${b}.`);
  expect(said('1', '2')).toBe('2: 1 of 2.');
  expect(said('{{b}}', '$&')).toBe('$&: {{b}} of $&.');
  expect(template([], () => 'none')()).toBe('none');
});
