import { getDocumentProxy } from 'unpdf';

/** Pages that are read of a PDF; no minutes are longer. */
const MOST_PAGES = 500;
const MOST_CHARACTERS = 3_000_000;

interface Item {
  str: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** Pieces that stand on one line, from left to right; wide gaps divide columns. */
function lineText(items: Item[]): string {
  let text = '';
  let end: number | undefined;
  for (const item of items.toSorted((a, b) => a.x - b.x)) {
    if (end !== undefined) {
      const gap = item.x - end;
      if (gap > Math.max(14, item.size * 2.2)) text = `${text.trimEnd()} \t `;
      else if (gap > item.size * 0.12 && !/\s$/.test(text) && !/^\s/.test(item.str)) text += ' ';
    }
    text += item.str;
    end = item.x + item.width;
  }
  return text.trimEnd();
}

/** Lines from top to bottom; a larger distance than usual is a blank line. */
function pageText(items: Item[]): string {
  const lines: { y: number; size: number; items: Item[] }[] = [];
  for (const item of items) {
    const line = lines.find((each) => Math.abs(each.y - item.y) < Math.max(2, item.size * 0.4));
    if (line) line.items.push(item);
    else lines.push({ y: item.y, size: item.size, items: [item] });
  }
  lines.sort((a, b) => b.y - a.y);
  let text = '';
  lines.forEach((line, index) => {
    const above = lines[index - 1];
    if (above) text += above.y - line.y > Math.max(above.size, line.size) * 1.75 ? '\n\n' : '\n';
    text += lineText(line.items);
  });
  return text;
}

/** The text of a PDF, pages divided by form feeds. @throws pdf.js' exceptions for encrypted and broken files */
export async function pdfText(bytes: Uint8Array): Promise<{ text: string; pages: number; isCut: boolean }> {
  // pdf.js takes no Buffer.
  const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, disableFontFace: true } as never);
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES) && length < MOST_CHARACTERS; number++) {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const items = content.items.flatMap((item) => {
      if (!('str' in item) || item.str === '') return [];
      const [, , , height = 0, x = 0, y = 0] = item.transform as number[];
      return [{ str: item.str, x, y, width: item.width, size: Math.abs(height) || 10 }];
    });
    const text = pageText(items.filter((item) => item.str.trim() !== '' || item.width > 0));
    length += text.length;
    pages.push(text);
    page.cleanup();
  }
  return { text: pages.join('\n\f'), pages: document.numPages, isCut: document.numPages > MOST_PAGES };
}
