import { copyOf, dockerSteps, envOf, ignoredBy } from './docker-steps.js';

it('a Dockerfile is read step by step, with the stage of each', () => {
  const text = '# why\nFROM a AS build\nRUN one \\\n  two\n\nFROM b\nCMD ["c"]\n';
  expect(dockerSteps(text)).toEqual([
    { stage: 'build', does: 'FROM', words: 'a AS build' },
    { stage: 'build', does: 'RUN', words: 'one two' },
    { stage: '', does: 'FROM', words: 'b' },
    { stage: '', does: 'CMD', words: '["c"]' },
  ]);
  expect(() => dockerSteps('ADD a b')).toThrow('not known here: ADD a b');
});

it('what is copied and set is told apart', () => {
  expect(copyOf('--from=build /app/a /app/b ./')).toEqual({
    ...{ from: 'build', sources: ['/app/a', '/app/b'], target: './' },
  });
  expect(copyOf('. .')).toEqual({ from: undefined, sources: ['.'], target: '.' });
  expect(envOf('A=b C=/app/d')).toEqual({ A: 'b', C: '/app/d' });
});

it('what the context leaves out is left out, and nothing that is only called alike', () => {
  const ignored = ignoredBy('# no\nnode_modules\n*.log\n.env*\n**/*.spec.ts\nlibs/database/src/generated\n');
  for (const path of [
    'node_modules',
    'node_modules/a',
    'x.log',
    '.env',
    '.env.local',
    'a/b/c.spec.ts',
    'd.spec.ts',
  ])
    expect([path, ignored(path)]).toEqual([path, true]);
  for (const path of ['a/node_modules', 'a/x.log', 'c.spec.tsx', 'libs/database/src/generator.ts', 'dist2'])
    expect([path, ignored(path)]).toEqual([path, false]);
  expect(() => ignoredBy('!kept')).toThrow('!kept');
});
