/** Runs apart: what a machine sees of a PDF's accessibility. */
import { getDocumentProxy } from 'unpdf';

/** Undefined where it is no PDF that can be opened. */
export default async function isAccessible(bytes: Uint8Array): Promise<boolean | undefined> {
  try {
    // pdf.js takes no Buffer.
    const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, disableFontFace: true } as never);
    const [marks, { info }] = await Promise.all([document.getMarkInfo(), document.getMetadata()]);
    const { Title, Language } = info as { Title?: string; Language?: string | null };
    return marks?.Marked === true && Boolean(Title) && Boolean(Language);
  } catch {
    return undefined;
  }
}
