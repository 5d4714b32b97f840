/** Runs apart: Typst, which is native code. */
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { BLANK, inTexts, onlySure } from './drawable.ts';

/** A round names what no font draws; a second one finds what a change of signs has brought. */
const ROUNDS = 4;

/** The texts that a fault of PDF/UA-1 names because no font draws them (ISO 14289-1 §7.21.4.1: no missing glyphs). */
function textsIn(fault: unknown): string[] {
  return [...String(fault).matchAll(/the text `\\?"([^`]*?)\\?"` could not be displayed/g)].map(([, text = '']) =>
    text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
}

const without =
  (undrawn: ReadonlySet<string>) =>
  (text: string): string => {
    let result = '';
    for (const sign of text) result += undrawn.has(sign) ? BLANK : sign;
    return result;
  };

/** A paper, and the signs in it that became ▯. @throws what Typst says of the template */
export default function pdfJob({ template, data, fonts }: { template: string; data: unknown; fonts: string }): {
  pdf: Uint8Array;
  undrawn: string[];
} {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
  const set = (shown: unknown): Uint8Array =>
    compiler.pdf({ mainFileContent: template, inputs: { data: JSON.stringify(shown) } }, { pdfStandard: 'ua-1' } as never);
  const undrawn = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    try {
      return { pdf: set(undrawn.size > 0 ? inTexts(data, without(undrawn)) : data), undrawn: [...undrawn] };
    } catch (fault) {
      const signs = textsIn(fault).flatMap((text) => Array.from(text).filter((sign) => sign !== BLANK && sign.trim() !== ''));
      if (signs.length === 0) throw fault;
      for (const sign of signs) undrawn.add(sign);
    }
  }
  return { pdf: set(inTexts(data, onlySure)), undrawn: [...undrawn] };
}
