import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fromRoot } from './root.ts';

let compiler: NodeCompiler | undefined;

/**
 * Sets a PDF/UA-1 document with Typst. `data` reaches the template as JSON (`json(bytes(sys.inputs.data))`): what
 * users wrote is never part of the markup.
 */
export function renderPdf(template: string, data: unknown): Buffer {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontPaths: [fromRoot('dist', 'fonts')] }] });
  const pdf = compiler.pdf({ mainFileContent: template, inputs: { data: JSON.stringify(data) } }, { pdfStandard: 'ua-1' } as never);
  compiler.evictCache(10);
  return pdf;
}
