/** The smallest translator there is, by the names of its fields on the page and in their order there. */
export const tinyTranslator: Readonly<Record<string, string>> = {
  Size: '16',
  'Generator channels': '4',
  'Residual blocks': '1',
  'Discriminator channels': '4',
  'Discriminator layers': '2',
};
