const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decode(found);
};

/** The fields of a form as a browser would send them: the form that holds a field of some name. */
export function formFields(html: string, holds: string): [string, string][] {
  const form = [...html.matchAll(/<form[^>]*>([\s\S]*?)<\/form>/g)]
    .map((match) => match[1] ?? '')
    .find((inner) => inner.includes(`name="${holds}"`));
  if (form === undefined) throw new Error(`no form with ${holds}`);
  const fields: [string, string][] = [];
  for (const [whole, kind, attributes = '', inner = ''] of form.matchAll(/<(input|textarea|select)([^>]*)>(?:([\s\S]*?)<\/\2>)?/g)) {
    const name = attribute(attributes, 'name');
    if (name === undefined) continue;
    if (kind === 'input') {
      const type = attribute(attributes, 'type');
      if ((type === 'checkbox' || type === 'radio') && !/\schecked/.test(attributes)) continue;
      fields.push([name, attribute(attributes, 'value') ?? (type === 'checkbox' ? 'on' : '')]);
    } else {
      const from = form.indexOf(whole);
      const end = form.indexOf(`</${kind}>`, from);
      const content = inner || form.slice(from + whole.length, end);
      if (kind === 'textarea') fields.push([name, decode(content).replace(/^\n/, '')]);
      else {
        const chosen = /<option([^>]*\sselected[^>]*)>/.exec(content)?.[1] ?? /<option([^>]*)>/.exec(content)?.[1] ?? '';
        fields.push([name, attribute(chosen, 'value') ?? '']);
      }
    }
  }
  return fields;
}
