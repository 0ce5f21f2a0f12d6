// Two rules of our own for ESLint, too small for packages.
import path from 'node:path';

const DIRECTIVE = /^\s*eslint-disable(?:-next-line|-line)?(?=\s|$)/;
const NAMED_AND_DESCRIBED = /^\s*eslint-disable(?:-next-line|-line)?\s+[^\s-].*?\s--\s+\S.{7,}/s;

/** Before every line: a directive without rule names would otherwise suppress the complaint about itself. */
const BEFORE_ALL = { line: 0, column: 0 };

/** A suppression names its rules and says why: `eslint-disable-next-line no-console -- asked for on stdout`. */
const describedSuppression = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { bare: 'line {{line}}: a suppression names its rules and gives its reason after " -- "' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!DIRECTIVE.test(comment.value) || NAMED_AND_DESCRIBED.test(comment.value)) continue;
          context.report({ loc: BEFORE_ALL, messageId: 'bare', data: { line: comment.loc.start.line } });
        }
      },
    };
  },
};

/** Words that say nothing of what a file is about. */
const EMPTY_WORDS = new Set(
  'common data handler handlers helper helpers info integration manager misc provider sync util utils'.split(
    ' ',
  ),
);

/** Kebab-case with a role suffix (`order.store.ts`), whose nouns are none of those that any file could carry. */
const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      kebab: '"{{name}}" is not kebab-case with an optional role: order-fold.ts, order.store.ts',
      empty: '"{{word}}" says nothing of what is in the file',
    },
  },
  create(context) {
    return {
      Program(node) {
        const name = path.basename(context.filename);
        if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)) {
          context.report({ node, messageId: 'kebab', data: { name } });
        }
        const nouns = name.split('.').map((part) => part.split('-').at(-1));
        const word = nouns.find((noun) => EMPTY_WORDS.has(noun));
        if (word) context.report({ node, messageId: 'empty', data: { word } });
      },
    };
  },
};

export const local = {
  meta: { name: 'local' },
  rules: { 'described-suppression': describedSuppression, 'file-name': fileName },
};
