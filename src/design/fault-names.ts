import { labelName, literally } from '../platform/text.ts';

const plain = (html: string): string => html.replace(/<[^>]*>/g, ' ');

/** What a field is called on its own page: its label, or the legend of its group. */
function nameOf(html: string, field: string): string | undefined {
  const id = literally(field);
  const label = new RegExp(`<label[^>]*\\bfor="${id}"[^>]*>([\\s\\S]*?)</label>`).exec(html)?.[1];
  const legend = new RegExp(`<fieldset[^>]*\\bid="${id}"[^>]*>\\s*<legend[^>]*>([\\s\\S]*?)</legend>`).exec(html)?.[1];
  const name = labelName(plain(label ?? legend ?? ''));
  return name === '' ? undefined : name;
}

/**
 * The summary of what is wrong names each field as the page does: "Ihr Name: Bitte füllen Sie dieses Feld aus." The
 * labels stand further down, so they are looked up in the page that is about to be sent.
 */
export function withFieldNames(html: string): string {
  if (!html.includes(' data-fault')) return html;
  return html.replace(/(<a href="#([^"]+)" data-fault(?:="[^"]*")?>)([^<]*)/g, (whole, link: string, field: string, said: string) => {
    const name = nameOf(html, field);
    // A message that names its field itself needs no name before it.
    return name === undefined || said.includes(`: ${name}`) ? whole : `${link}<strong>${name}:</strong> ${said}`;
  });
}
