import { existsSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { Document, Header, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '#platform/pdf.ts';
import { fromRoot } from '#platform/root.ts';
import { parseMinutes } from '../minutes/parse.ts';
import { htmlToText } from './docx.ts';
import { LARGEST_DOCUMENT, readDocument } from './read.ts';

const MINUTES = [
  'Protokoll der AG Probe',
  '3. März 2027, 10:00 bis 11:00 Uhr, online',
  'Anwesend: Anna Berg (IHK Nord), Bernd Krause',
  '1. Thema',
  'Frau Berg erstellt bis 12. März 2027 einen Entwurf.',
];

/** A DOCX as an archive with one part, whose declared size may lie. */
function archive(content: Buffer, declared = content.length, name = 'word/document.xml'): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const central = Buffer.alloc(46 + name.length);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(declared, 24);
  central.writeUInt16LE(name.length, 28);
  central.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

describe('documents', () => {
  it('a PDF gives its lines', async () => {
    const pdf = await renderPdf('#set document(title: "x")\n#let d = json(bytes(sys.inputs.data))\n#for line in d { par(line) }', MINUTES);
    const read = await readDocument(pdf, 'protokoll.pdf');
    expect(read).toMatchObject({ ok: true, value: { kind: 'pdf', pages: 1 } });
    if (!read.ok) return;
    const parsed = parseMinutes(read.value.text);
    expect(parsed).toMatchObject({ body: 'AG Probe', date: '2027-03-03', mode: 'online' });
    expect(parsed.participants.map((person) => person.name)).toEqual(['Anna Berg', 'Bernd Krause']);
    expect(parsed.agreements).toMatchObject([{ responsible: ['Anna Berg'], due: '2027-03-12' }]);
  });

  it('a DOCX gives what stands in its page header, and nothing that was struck out (findings/imports-mail-time F18, F19)', async () => {
    const [, ...rest] = MINUTES;
    const file = await Packer.toBuffer(
      new Document({
        sections: [
          {
            headers: {
              default: new Header({
                children: [new Paragraph('Protokoll der AG Probe & Co.'), new Paragraph('3. März 2027'), new Paragraph('Seite 1 von 2')],
              }),
            },
            children: [
              ...rest.slice(1).map((text) => new Paragraph(text)),
              new Paragraph({ children: [new TextRun({ text: 'Anna Berg bestellt bis 1. April 2027 den Saal.', strike: true })] }),
              new Paragraph('Bernd Krause bestellt bis 15. April 2027 das Essen.'),
            ],
          },
        ],
      }),
    );
    const read = await readDocument(file, 'protokoll.docx');
    if (!read.ok) throw new Error('not read');
    expect(read.value.text).toContain('Protokoll der AG Probe & Co.');
    expect(read.value.text).not.toContain('Seite 1');
    const parsed = parseMinutes(read.value.text);
    expect(parsed.date).toBe('2027-03-03');
    expect(parsed.agreements.map((each) => each.due)).toEqual(['2027-03-12', '2027-04-15']);
  });

  it('a DOCX gives headings, lists and tables', async () => {
    const row = (...cells: string[]) => new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) });
    const file = await Packer.toBuffer(
      new Document({
        sections: [
          {
            children: [
              ...MINUTES.map((line) => new Paragraph(line)),
              new Table({ rows: [row('Wer', 'Was', 'Bis wann'), row('Bernd Krause', 'Raum anfragen', '19.03.2027')] }),
            ],
          },
        ],
      }),
    );
    const read = await readDocument(file, 'protokoll.docx');
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const parsed = parseMinutes(read.value.text);
    expect(parsed.agreements.map(({ text, due }) => [text, due])).toContainEqual(['Raum anfragen', '2027-03-19']);
  });

  it('nested lists and entities of simple HTML', () => {
    expect(
      htmlToText(
        '<h2>A &amp; B</h2><ul><li>eins<ul><li>zwei</li></ul></li></ul><table><tr><td><p>x</p></td><td><p>y</p></td></tr></table>',
      ),
    ).toBe('## A & B\n\n- eins\n  - zwei\n\n| x | y |');
  });

  it('text in the code page of old programs', async () => {
    const read = await readDocument(Buffer.from('Beschl\u00fcsse', 'latin1'), 'alt.txt');
    expect(read).toMatchObject({ ok: true, value: { text: 'Beschlüsse' } });
  });
});

const REAL = fromRoot('..', 'shared', 'data', 'protokoll-ag-transfer-2020-10-20.txt');

// The document lies beside the repository and belongs to others: without it this test says that it did not run.
describe.skipIf(!existsSync(REAL))('the real document, set again as a PDF with page heads, justified and hyphenated', () => {
  it('gives the same as its text', async () => {
    const text = readFileSync(REAL, 'utf8');
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/_ \d\/5\s*$/.test(line));
    const head = 'header: context [Protokoll AG Transfer #h(1fr) #counter(page).display()/#counter(page).final().first()]';
    const template = `#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n#set text(lang: "de", font: "Fira Sans", size: 11pt, hyphenate: true)\n#set par(justify: true)\n#set page(paper: "a4", ${head})\n#for line in d { par(line) }`;
    const read = await readDocument(await renderPdf(template, lines), 'protokoll.pdf');
    expect(read.ok).toBe(true);
    if (!read.ok) return;
    const [fromPdf, fromText] = [parseMinutes(read.value.text), parseMinutes(text)];
    const shape = (parsed: typeof fromPdf) => ({
      head: [parsed.body, parsed.date, parsed.startTime, parsed.endTime, parsed.mode, parsed.unnamedParticipants, parsed.minuteTaker],
      participants: parsed.participants.map((person) => person.name),
      agreements: parsed.agreements.map(({ agendaItem, responsible, referredTo, condition, due }) => [
        agendaItem,
        responsible,
        referredTo,
        condition,
        due,
      ]),
      attachments: parsed.attachments.map(({ label, status }) => [label, status]),
      next: parsed.nextMeetings.map(({ date, startTime, condition }) => [date, startTime, condition]),
    });
    expect(shape(fromPdf)).toEqual(shape(fromText));
  });
});

describe('bad files get a word, in bounded time', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'x.pdf', 'empty'],
    ['50 MB', Buffer.alloc(50 * 1024 * 1024), 'x.pdf', 'tooLarge'],
    ['a picture', Buffer.from('\u0089PNG\r\n'), 'x.png', 'wrongType'],
    ['a broken PDF', Buffer.from('%PDF-1.7\nnonsense'), 'x.pdf', 'broken'],
    ['a broken archive', Buffer.from('PK\u0003\u0004nonsense'), 'x.docx', 'broken'],
    ['an archive that is no document', archive(Buffer.from('<x/>'), 4, 'other.xml'), 'x.docx', 'wrongType'],
    ['an archive that says it is huge', archive(Buffer.from('<x/>'), 0x7fffffff), 'x.docx', 'bomb'],
    ['an archive that lies about its size', archive(Buffer.alloc(30_000_000, 65), 100), 'x.docx', 'bomb'],
    ['binary data as text', Buffer.from([0, 1, 2, 3, 0, 0]), 'x.txt', 'notText'],
  ])('%s', async (_, bytes, name, fault) => {
    expect(await readDocument(bytes, name)).toEqual({ ok: false, fault });
  });

  it('an encrypted PDF says so', async () => {
    // A PDF whose trailer names an encryption that nobody can open without its password.
    const objects = [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[]/Count 0>>',
      `<</Filter/Standard/V 1/R 2/Length 40/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>`,
    ];
    let pdf = '%PDF-1.4\n';
    const places = objects.map((object, index) => {
      const at = pdf.length;
      pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
      return at;
    });
    const table = pdf.length;
    pdf += `xref\n0 4\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<${'43'.repeat(16)}><${'43'.repeat(16)}>]>>\nstartxref\n${table}\n%%EOF`;
    expect(await readDocument(Buffer.from(pdf, 'latin1'), 'x.pdf')).toEqual({ ok: false, fault: 'encrypted' });
  });

  it('a scan has no text, and that is no fault', async () => {
    const pdf = await renderPdf(
      '#set document(title: "x")\n#set page(width: 5cm, height: 5cm)\n#pdf.artifact(rect(width: 2cm, height: 2cm))',
      [],
    );
    expect(await readDocument(pdf, 'scan.pdf')).toMatchObject({ ok: true, value: { text: '' } });
  });

  it('the limit is what the page says', () => expect(LARGEST_DOCUMENT).toBe(20 * 1024 * 1024));
});
