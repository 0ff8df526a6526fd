import { createCompiledCatalog } from '@lingui/cli/api';

/** What we use of Babel's trees; its own package has no types. */
interface Tree {
  valueToNode(value: unknown): unknown;
}

interface Described {
  node: {
    leadingComments?: readonly { value: string }[] | null;
    properties: { key?: { name?: string }; value?: unknown }[];
  };
}

/**
 * Russian texts are compiled where they are said, after Lingui's macro: each screen brings its own, and no catalogue has
 * to come before the first one. The identifiers stay, because the English catalogue answers to them.
 */
export function saidTexts({ types }: { types: Tree }) {
  return {
    name: 'said-texts',
    visitor: {
      ObjectExpression({ node }: Described) {
        if (!node.leadingComments?.some((comment) => comment.value === 'i18n')) return;
        const message = node.properties.find((property) => property.key?.name === 'message');
        const said = message?.value as { type: string; value: string } | undefined;
        if (message && said?.type === 'StringLiteral') message.value = types.valueToNode(compiled(said.value));
      },
    },
  };
}

function compiled(text: string): unknown {
  const { source, errors } = createCompiledCatalog('ru', { text }, { namespace: 'json' });
  if (errors[0]) throw errors[0].error;
  return JSON.parse(source).messages.text;
}
