import { getDocumentProxy } from 'unpdf';

/**
 * Whether a PDF fulfils what a machine sees of accessibility: tagged content, a title, a language (PDF/UA-1, ISO 14289-1
 * §7.1 and §7.2). Undefined where it is no PDF that can be opened.
 */
export async function isAccessiblePdf(bytes: Uint8Array): Promise<boolean | undefined> {
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) return undefined;
  try {
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const [marks, { info }] = await Promise.all([document.getMarkInfo(), document.getMetadata()]);
    const { Title, Language } = info as { Title?: string; Language?: string | null };
    await document.cleanup();
    return marks?.Marked === true && Boolean(Title) && Boolean(Language);
  } catch {
    return undefined;
  }
}
