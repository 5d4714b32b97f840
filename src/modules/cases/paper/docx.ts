import { HeadingLevel, Paragraph, TextRun } from 'docx';
import { docxOf } from '#platform/files/docx.ts';
import { inTexts, plainText } from '#platform/drawable.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { casesTexts } from '../texts.ts';
import type { ReportContent } from './content.ts';

const lines = (text: string): Paragraph[] => text.split('\n').map((line) => new Paragraph(line));
const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) => new Paragraph({ text, heading: level });

/** The report as a Word document: real headings, so that it can be worked on. */
export function reportDocx(report: ReportContent, locale: Locale): Promise<Buffer> {
  const content = inTexts(report, plainText);
  const t = casesTexts(locale);
  const children = [
    heading(content.title, HeadingLevel.TITLE),
    ...content.facts.map(
      ([label, value]) => new Paragraph({ children: [new TextRun({ text: `${label}: `, bold: true }), new TextRun(value)] }),
    ),
    heading(t.goals, HeadingLevel.HEADING_1),
    ...content.goals.map((goal) => new Paragraph({ text: goal, bullet: { level: 0 } })),
    ...content.phases.flatMap((phase) => [
      heading(phase.title, HeadingLevel.HEADING_1),
      ...phase.sessions.flatMap((session) => [
        heading(session.head, HeadingLevel.HEADING_2),
        new Paragraph({ children: [new TextRun({ text: session.people, italics: true })] }),
        ...lines(session.notes),
      ]),
      ...phase.texts.flatMap((each) => [heading(each.title, HeadingLevel.HEADING_2), ...lines(each.text)]),
    ]),
    ...(content.result ? [heading(t.close, HeadingLevel.HEADING_1), ...lines(content.result)] : []),
    heading(t.history, HeadingLevel.HEADING_1),
    ...content.history.map((entry) => new Paragraph({ text: entry, bullet: { level: 0 } })),
  ];
  return docxOf({ title: content.title, locale, children });
}
